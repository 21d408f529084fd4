internal import Synchronization

/// Opens the connections of an ``HTTPClient``: TCP, and TLS for `https`.
///
/// The place for proxies.
final class HTTPConnector: Sendable {
    private let options: HTTPClientOptions
    private let group: EventLoopGroup?
    /// Made for the first `https` request: a client that never needs TLS does not read the system's roots.
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

    func connect(to origin: HTTPOrigin) async throws(NetworkError) -> any ByteStream {
        let limit = TimeLimit.total(options.connectTimeout, .connect)
        let loop = try loop()
        let context = origin.scheme == .https ? try await tlsContext(loop: loop, limit: limit) : nil
        let connection = try await TCPConnection.connect(
            to: origin.endpoint, options: options.tcp, loop: loop, limit: limit)
        guard let context else { return connection }
        return try await TLSConnection.upgrade(
            connection, for: origin.endpoint, context: context, options: options.tcp, limit: limit)
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
