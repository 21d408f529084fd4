/// Answers one request.
///
/// Runs on the connection's event loop: a call that blocks holds up every connection of the loop. The task is cancelled when
/// the client goes away.
public typealias HTTPHandler = @Sendable (HTTPServerRequest) async throws -> HTTPServerResponse

/// An HTTP/1.1 server (RFC 9110, RFC 9112).
///
/// ```swift
/// let server = try await HTTPServer.bind(to: Endpoint(host: "127.0.0.1", port: 8080)) { request in
///     .text("you asked for \(request.path)\n")
/// }
/// await server.run()
/// ```
///
/// Requests of one connection are answered one after the other, those of different connections side by side, each connection
/// on one event loop. Cancelling ``run()`` stops at once; ``beginGracefulShutdown()`` lets the requests at hand end.
public final class HTTPServer: Sendable {
    private let listener: any StreamListener
    private let core: HTTPServerCore
    private let group: EventLoopGroup
    private let tls: TLSServerContext?
    /// Where the server listens; more than one address where a name has several, none for a Unix socket.
    public let localAddresses: [SocketAddress]

    private init(
        listener: any StreamListener,
        localAddresses: [SocketAddress],
        tls: TLSServerContext?,
        core: HTTPServerCore,
        group: EventLoopGroup
    ) {
        self.listener = listener
        self.localAddresses = localAddresses
        self.tls = tls
        self.core = core
        self.group = group
    }

    /// Starts to listen; requests wait until ``run()`` serves them.
    ///
    /// - Parameters:
    ///   - endpoint: Where to listen: a host and a port, of which 0 takes a free one, or the path of a Unix socket
    ///     (``Endpoint/unix(path:)``), which only this user may connect to.
    ///   - tls: Certificates and demands on clients; nil serves plain HTTP.
    ///   - options: Limits and habits.
    ///   - group: Whose loops serve the connections; by default ``EventLoopGroup/shared``.
    ///   - onError: Told of each error that a handler throws and that becomes a response with status 500.
    ///   - handler: Answers the requests.
    /// - Throws: `addressInUse`, `resolveFailed`, `unreachable`, `system`.
    public static func bind(
        to endpoint: Endpoint,
        tls: TLSServerContext? = nil,
        options: HTTPServerOptions = HTTPServerOptions(),
        group: EventLoopGroup? = nil,
        onError: @escaping @Sendable (any Error) -> Void = { _ in },
        handler: @escaping HTTPHandler
    ) async throws(NetworkError) -> HTTPServer {
        let group = try EventLoopGroup.resolve(group)
        let core = HTTPServerCore(options: options, onError: onError, handler: handler)
        if let path = endpoint.unixPath {
            var unix = UnixListenerOptions()
            unix.accepting = options.listener
            let listener = try await UnixSocket.listen(path: path, options: unix, group: group)
            return HTTPServer(listener: listener, localAddresses: [], tls: tls, core: core, group: group)
        }
        var tcp = TCPOptions()
        tcp.noDelay = options.noDelay
        let listener = try await TCPListener.bind(to: endpoint, options: options.listener, tcp: tcp, group: group)
        return HTTPServer(
            listener: listener, localAddresses: listener.localAddresses, tls: tls, core: core, group: group)
    }

    /// The port that is listened on; 0 for a Unix socket.
    public var port: UInt16 { localAddresses.first?.port ?? 0 }

    /// What the server has done so far.
    public var statistics: HTTPServerStatistics {
        var statistics = core.counters.snapshot
        statistics.listener = listener.sockets.statistics
        return statistics
    }

    /// Serves until a graceful shutdown is complete or the task is cancelled.
    public func run() async {
        let core = core
        let listener = listener
        let tls = tls
        await withTaskCancellationHandler {
            await listener.sockets.run { accepted in
                // A connection that breaks while it is set up has nobody to tell.
                guard let stream = try? listener.open(accepted) else { return }
                await core.serve(stream, tls: tls)
            }
        } onCancel: {
            listener.close()
            core.abortConnections()
        }
    }

    /// Stops accepting, closes idle connections and lets the requests at hand end; ``run()`` returns after them.
    ///
    /// What is not done after ``HTTPServerOptions/drainTimeout`` is cut off. Calling it again is harmless.
    public func beginGracefulShutdown() {
        listener.close()
        core.beginDraining()
        let core = core
        _ = group.next().schedule(at: .now + core.options.drainTimeout) { _ in core.abortConnections() }
    }
}
