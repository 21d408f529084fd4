internal import Synchronization

/// A connection with TLS on it, of either side; see ``TCPConnection`` for who may call and what cancellation does.
public final class TLSConnection: Sendable {
    struct State: ~Copyable {
        var engine: TLSEngine
        /// Encrypted bytes that the transport has not taken yet; sent before anything newer.
        var unsent: ArraySlice<UInt8> = []
        /// This side has closed the connection.
        var isClosed = false
    }

    /// The peer: as it was asked for, or, at a server, where it comes from.
    ///
    /// Behind a proxy it is not where the connection below leads.
    public let endpoint: Endpoint
    let transport: any TLSTransport
    private let options: TCPOptions
    /// Held while bytes go between the engine and the transport, so that records leave in the order in which they were made;
    /// the socket's own lock is taken inside it.
    let state: Mutex<State>

    init(over transport: any TLSTransport, engine: consuming sending TLSEngine, options: TCPOptions) {
        endpoint = engine.endpoint
        self.transport = transport
        self.options = options
        state = Mutex(State(engine: engine))
    }

    /// Opens a connection and agrees on TLS.
    ///
    /// - Parameters:
    ///   - endpoint: The server; its host is what the certificate has to be for.
    ///   - context: Whom to trust, and what to demand of the peer.
    ///   - options: `connectTimeout` covers the handshake too.
    ///   - group: Whose loop wakes the connection's tasks; by default ``EventLoopGroup/shared``.
    /// - Throws: what ``TCPConnection/connect(to:options:group:)`` throws, `tlsVerificationFailed`, `tlsFailed`.
    public static func connect(
        to endpoint: Endpoint,
        context: TLSContext,
        options: TCPOptions = TCPOptions(),
        group: EventLoopGroup? = nil
    ) async throws(NetworkError) -> TLSConnection {
        let loop = try EventLoopGroup.resolve(group).next()
        let limit = TimeLimit.total(options.connectTimeout, .connect)
        let transport = try await TCPConnection.connect(to: endpoint, options: options, loop: loop, limit: limit)
        return try await upgrade(transport, for: endpoint, context: context, options: options, limit: limit)
    }

    /// The loop that wakes this connection's tasks.
    public var loop: EventLoop { transport.loop }

    /// The application protocol that was agreed on (ALPN).
    public var applicationProtocol: String? { state.withLock { $0.engine.applicationProtocol } }

    /// The protocol version agreed on, such as `TLSv1.3`.
    public var version: String { state.withLock { $0.engine.version } }

    /// Whether the handshake was a short one that resumed an earlier session.
    public var isResumed: Bool { state.withLock { $0.engine.isResumed } }

    /// The name that the client asked for (SNI).
    public var serverName: String? { state.withLock { $0.engine.serverName } }

    /// The certificate that the peer showed, in this handshake or in the one that was resumed; read anew at every call.
    public var peerCertificate: TLSCertificate? { state.withLock { $0.engine.peerCertificate } }

    /// Waits for bytes.
    ///
    /// - Parameter max: The most to return at once (at least 1).
    /// - Returns: At least one byte, or nil when the peer has ended its stream with a close_notify.
    /// - Throws: `truncated` when the stream ends without one: an attacker may have cut it; `tlsFailed`, and what
    ///   ``TCPConnection/read(max:)`` throws. A server's refusal of this side's certificate shows here with TLS 1.3.
    public func read(max: Int = 64 * 1024) async throws(NetworkError) -> [UInt8]? {
        try await read(max: max, limit: options.readTimeout.map { .idle($0, .read) })
    }

    /// Sends bytes and returns when the operating system has taken all of them.
    ///
    /// - Throws: `tlsFailed`, `invalidUse` after ``finishWriting()``, and what ``TCPConnection/write(_:)`` throws.
    public func write(_ bytes: [UInt8]) async throws(NetworkError) {
        try await write(bytes[...], limit: options.writeTimeout.map { .idle($0, .write) })
    }

    /// Ends this side of the stream with a close_notify; the peer may go on sending.
    ///
    /// - Throws: what ``write(_:)`` throws.
    public func finishWriting() async throws(NetworkError) {
        try await finishWriting(limit: options.writeTimeout.map { .idle($0, .write) })
    }

    /// Sends a close_notify if there is room for it, and closes.
    public func close() {
        close(.closedHere(endpoint))
    }
}
