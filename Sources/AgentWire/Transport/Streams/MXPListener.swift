public import AgentNetwork

/// Accepts connections that carry MXP messages, over TCP or a Unix socket.
///
/// ```swift
/// let listener = try await MXPListener.bind(to: .unix(path: "/run/agent.sock"))
/// await listener.run { transport in
///     while let message = try? await transport.receive() { try? await transport.send(answer(message)) }
/// }
/// ```
public final class MXPListener: Sendable {
    private enum Sockets {
        case tcp(TCPListener)
        case unix(UnixListener)
    }

    private let sockets: Sockets
    private let options: StreamTransportOptions

    private init(sockets: Sockets, options: StreamTransportOptions) {
        self.sockets = sockets
        self.options = options
    }

    /// Starts to listen; connections wait until ``run(_:)`` accepts them.
    ///
    /// - Parameters:
    ///   - endpoint: A host and a port (0 takes a free one), or the path of a Unix socket.
    ///   - options: Limits.
    ///   - group: Whose loops serve the connections; by default the shared one.
    /// - Throws: What `TCPListener` and `UnixSocket` throw when they cannot listen.
    public static func bind(
        to endpoint: Endpoint,
        options: MXPListenerOptions = MXPListenerOptions(),
        group: EventLoopGroup? = nil
    ) async throws(NetworkError) -> MXPListener {
        guard let path = endpoint.unixPath else {
            let listener = try await TCPListener.bind(to: endpoint, options: options.accepting, group: group)
            return MXPListener(sockets: .tcp(listener), options: options.transport)
        }
        var unix = UnixListenerOptions()
        unix.accepting = options.accepting
        unix.mode = options.unixMode
        let listener = try await UnixSocket.listen(path: path, options: unix, group: group)
        return MXPListener(sockets: .unix(listener), options: options.transport)
    }

    /// Where connections are accepted.
    public var endpoints: [Endpoint] {
        switch sockets {
        case .tcp(let listener): listener.localAddresses.map { Endpoint(host: $0.host, port: $0.port) }
        case .unix(let listener): [.unix(path: listener.path)]
        }
    }

    /// What was accepted, and how often that failed.
    public var statistics: ListenerStatistics {
        switch sockets {
        case .tcp(let listener): listener.statistics
        case .unix(let listener): listener.statistics
        }
    }

    /// Accepts connections until ``close()``, and returns when the last of them is done.
    ///
    /// Cancelling the task stops accepting and cancels the tasks of the connections.
    ///
    /// - Parameter serve: Serves one connection, on its event loop; the transport is closed when it returns.
    public func run(_ serve: @escaping @Sendable (StreamFrameTransport) async -> Void) async {
        let options = options
        let finish = { @Sendable (transport: StreamFrameTransport) async in
            await serve(transport)
            transport.close()
            // The connection counts as open until its socket is given back.
            await transport.finished()
        }
        switch sockets {
        case .tcp(let listener):
            await listener.run { await finish(StreamFrameTransport($0, options: options)) }
        case .unix(let listener):
            await listener.run { await finish(StreamFrameTransport($0, options: options)) }
        }
    }

    /// Stops accepting; connections go on, and ``run(_:)`` returns after the last of them.
    public func close() {
        switch sockets {
        case .tcp(let listener): listener.close()
        case .unix(let listener): listener.close()
        }
    }
}
