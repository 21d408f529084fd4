/// A listener of any kind, for servers that do not care which.
protocol StreamListener: Sendable {
    var sockets: SocketListener { get }

    /// Stops accepting; connections go on.
    func close()

    /// Makes a stream of a connection; the descriptor is closed when that fails.
    func open(_ accepted: AcceptedConnection) throws(NetworkError) -> any SocketStream
}
