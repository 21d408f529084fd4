internal import Synchronization

/// Opens the connections of an ``HTTPClient``: TCP, tunnels through proxies, and TLS.
final class HTTPConnector: Sendable {
    private let options: HTTPClientOptions
    private let group: EventLoopGroup?
    /// Made for the first connection with TLS: a client that never needs it does not read the system's roots.
    private let tls = Mutex<TLSContext?>(nil)
    private let workers = BlockingWorkers(name: "tls-roots", maxThreads: 1, maxPending: 1024)

    init(options: HTTPClientOptions, group: EventLoopGroup?) {
        self.options = options
        self.group = group
    }

    /// The loop for a new connection, or for a wait on its behalf.
    func loop() throws(NetworkError) -> EventLoop {
        try EventLoopGroup.resolve(group).next()
    }

    /// The way to an origin.
    ///
    /// - Parameter needsStream: Whether the bytes have to reach the origin as they are, as those of a WebSocket do; plain
    ///   requests may be passed on one by one instead.
    func route(to origin: HTTPOrigin, needsStream: Bool = false) throws(NetworkError) -> HTTPRoute {
        guard let proxy = try options.proxies.proxy(for: origin) else { return .direct(origin) }
        return origin.scheme == .https || needsStream ? .tunnel(origin, proxy) : .forward(proxy)
    }

    /// Opens a connection to whoever reads the requests on a route.
    ///
    /// - Parameter whole: The limit on the request that needs it.
    func connect(_ route: HTTPRoute, within whole: TimeLimit?) async throws(NetworkError) -> any ByteStream {
        switch route {
        case .direct(let origin):
            return try await open(origin.endpoint, origin.scheme, within: whole)
        case .forward(let proxy):
            return try await open(proxy.endpoint, proxy.scheme, within: whole)
        case .tunnel(let origin, let proxy):
            let stream = try await open(proxy.endpoint, proxy.scheme, within: whole)
            try await HTTPTunnel(to: origin.endpoint, through: proxy, userAgent: options.userAgent)
                .open(
                    on: stream, limits: options.tunnelLimits,
                    limit: .total(options.tunnelTimeout, .tunnel).within(whole))
            guard origin.scheme == .https else { return stream }
            let limit = TimeLimit.total(options.connectTimeout, .tlsHandshake).within(whole)
            return try await secure(stream, for: origin.endpoint, limit: limit)
        }
    }

    private func open(
        _ endpoint: Endpoint,
        _ scheme: HTTPScheme,
        within whole: TimeLimit?
    ) async throws(NetworkError) -> any TLSTransport {
        let limit = TimeLimit.total(options.connectTimeout, .connect).within(whole)
        let loop = try loop()
        // Before the connection: reading the roots may take a while, and a server should not wait for it.
        if scheme == .https { _ = try await tlsContext(loop: loop, limit: limit) }
        let connection = try await TCPConnection.connect(to: endpoint, options: options.tcp, loop: loop, limit: limit)
        guard scheme == .https else { return connection }
        return try await secure(connection, for: endpoint, limit: limit)
    }

    /// Agrees on TLS over an open stream, which is closed when that fails.
    private func secure(
        _ stream: any TLSTransport,
        for endpoint: Endpoint,
        limit: TimeLimit
    ) async throws(NetworkError) -> any TLSTransport {
        let context: TLSContext
        do throws(NetworkError) {
            context = try await tlsContext(loop: stream.loop, limit: limit)
        } catch {
            stream.close(error)
            throw error
        }
        return try await TLSConnection.upgrade(
            stream, for: endpoint, context: context, options: options.tcp, limit: limit)
    }

    /// Roots are files, so they are read on a thread that may block.
    private func tlsContext(loop: EventLoop, limit: TimeLimit) async throws(NetworkError) -> TLSContext {
        if let context = tls.withLock({ $0 }) { return context }
        let loaded = OneShot<TLSContext>()
        try workers.submit { loaded.resolve(self.loadTLSContext()) }
        return try await loaded.value(on: loop, limit: limit)
    }

    /// There is one worker, so requests that arrive together load the roots once.
    private func loadTLSContext() -> Result<TLSContext, NetworkError> {
        if let context = tls.withLock({ $0 }) { return .success(context) }
        do throws(NetworkError) {
            let context = try TLSContext(options: options.tls)
            tls.withLock { $0 = context }
            return .success(context)
        } catch {
            return .failure(error)
        }
    }
}
