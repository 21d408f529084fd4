/// Accepts connections to a Unix socket; made by ``UnixSocket/listen(path:options:connections:group:)``.
///
/// Each connection is served by a task of its own that stays on one event loop. A blocking call there holds up every other
/// connection of that loop.
public final class UnixListener: Sendable {
    /// Where connections are accepted, as it was asked for.
    public let path: String
    let sockets: SocketListener
    /// nil for an abstract name.
    private let file: UnixSocketFile?
    private let connections: UnixOptions

    init(path: String, file: UnixSocketFile?, sockets: SocketListener, connections: UnixOptions) {
        self.path = path
        self.file = file
        self.sockets = sockets
        self.connections = connections
    }

    /// What was accepted, and how often that failed.
    public var statistics: ListenerStatistics { sockets.statistics }

    /// Accepts connections until ``close()``, and returns when the last of them is done.
    ///
    /// Cancelling the task stops accepting, removes the socket's file and cancels the tasks of the connections.
    ///
    /// - Parameter serve: Serves one connection, which is closed when it returns.
    public func run(_ serve: @escaping @Sendable (UnixConnection) async -> Void) async {
        let connections = connections
        await sockets.run { accepted in
            // A connection that breaks while it is set up has nobody to tell.
            guard let connection = try? UnixConnection(accepted, options: connections) else { return }
            await serve(connection)
            connection.close()
        }
        file?.remove()
    }

    /// Stops accepting and removes the socket's file, unless another program has put its own there; connections go on, and
    /// ``run(_:)`` returns after the last of them.
    public func close() {
        // First the file: while this one listens, nobody takes it for left behind and replaces it.
        file?.remove()
        sockets.close()
    }
}

extension UnixListener: StreamListener {
    func open(_ accepted: AcceptedConnection) throws(NetworkError) -> any SocketStream {
        try UnixConnection(accepted, options: connections)
    }
}
