public import AgentNetwork

/// A transport that carries MXP messages over TCP or a Unix socket, one behind the other; each header tells the length.
///
/// A message that breaks the protocol ends the connection: a stream has no place to go on from. Whoever receives then gets the
/// error, and whoever sends `transportClosed`.
///
/// ```swift
/// let transport = try await StreamFrameTransport.connect(to: Endpoint(host: "localhost", port: 9000))
/// try await transport.send(call)
/// let answer = try await transport.receive()
/// transport.close()
/// ```
public final class StreamFrameTransport: FrameTransport {
    /// The other end, as it was asked for.
    public let endpoint: Endpoint
    private let codec: MXPCodec
    private let port: StreamPort
    private let link: StreamLink

    private init(port: StreamPort, options: StreamTransportOptions) {
        endpoint = port.endpoint
        codec = MXPCodec(options: options.codec)
        self.port = port
        link = StreamLink(port: port, options: options)
    }

    /// Takes a connection over; nobody else may use it afterwards.
    public convenience init(_ connection: TCPConnection, options: StreamTransportOptions = StreamTransportOptions()) {
        self.init(port: connection.port, options: options)
    }

    /// Takes a connection over; nobody else may use it afterwards.
    public convenience init(_ connection: UnixConnection, options: StreamTransportOptions = StreamTransportOptions()) {
        self.init(port: connection.port, options: options)
    }

    /// Connects to an ``MXPListener``, or to any other that speaks MXP over a stream.
    ///
    /// - Parameters:
    ///   - endpoint: A host and a port, or the path of a Unix socket.
    ///   - options: Limits.
    ///   - group: Whose loop serves the connection; by default the shared one.
    /// - Throws: What `TCPConnection` and `UnixSocket` throw when they cannot connect.
    public static func connect(
        to endpoint: Endpoint,
        options: StreamTransportOptions = StreamTransportOptions(),
        group: EventLoopGroup? = nil
    ) async throws(NetworkError) -> StreamFrameTransport {
        if let path = endpoint.unixPath {
            var unix = UnixOptions()
            unix.connectTimeout = options.connectTimeout
            return StreamFrameTransport(
                try await UnixSocket.connect(path: path, options: unix, group: group), options: options)
        }
        var tcp = TCPOptions()
        tcp.connectTimeout = options.connectTimeout
        return StreamFrameTransport(
            try await TCPConnection.connect(to: endpoint, options: tcp, group: group), options: options)
    }

    /// Sends a message, waiting while ``StreamTransportOptions/maxUnsentBytes`` have not left yet.
    ///
    /// It returns when the message is accepted, which is not yet received. Messages of tasks that send at once are never mixed.
    ///
    /// - Throws: `transportClosed` when either end was closed, `cancelled` when the task was, `payloadTooLarge`, `invalidFlags`;
    ///   the message is then not sent.
    public func send(_ frame: MXPMessage) async throws(WireError) {
        let bytes = try codec.encode(frame)
        await port.makeWay()
        try await link.writer.send(bytes)
    }

    /// Waits for the next message.
    ///
    /// - Returns: `nil` when either end was closed and every message that came before was received.
    /// - Throws: `cancelled` when the task was; no message is lost by it. `truncated` when the other end broke off in the
    ///   middle of a message, what is wrong with a message (as ``MXPCodec/decode(_:)-([UInt8])``), or `transportClosed` when the
    ///   connection broke; every later call throws the same.
    public func receive() async throws(WireError) -> MXPMessage? {
        await port.makeWay()
        return try await link.reader.receive()
    }

    /// Ends the connection in both directions; calling it again changes nothing.
    ///
    /// What was accepted is still sent, within ``StreamTransportOptions/closeTimeout``; the other end receives it and then its
    /// end.
    public func close() {
        link.close()
    }

    /// Waits until a transport that was closed, by either end, has sent what it could and given its socket back.
    ///
    /// Cancelling the task ends it at once.
    public func finished() async {
        await link.finished()
    }
}
