internal import Synchronization

/// A connection with TLS on it, of either side; see ``TCPConnection`` for who may call and what cancellation does.
public final class TLSConnection: Sendable {
    struct State: ~Copyable {
        var engine: TLSEngine
        /// Encrypted bytes that the transport has not taken yet; sent before anything newer.
        var unsent: ArraySlice<UInt8> = []
        /// Why this side closed the connection, once it has.
        var closure: NetworkError?
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
<<<<<<< HEAD
        sayGoodbye()
        transport.close()
    }

    private func handshake(limit: TimeLimit) async throws(NetworkError) {
        while true {
            let isDone: Bool
            do throws(NetworkError) {
                isDone = try state.withLock { state throws(NetworkError) in try state.engine.handshake() }
            } catch {
                // The peer learns why (an alert), if there is room for it.
                _ = try? flushNow()
                throw error
            }
            try await flush(limit: limit)
            if isDone { return }
            guard let bytes = try await transport.read(max: 2 * Self.recordSize, limit: limit) else {
                throw NetworkError(
                    .connectionClosed, "the peer closed the connection instead of agreeing on TLS; check the port")
            }
            state.withLock { $0.engine.feed(bytes) }
        }
    }

    private func flush(limit: TimeLimit?, isShielded: Bool = false) async throws(NetworkError) {
        while try !flushNow() { try await transport.waitUntilWritable(limit: limit, isShielded: isShielded) }
    }

    /// Sends what the socket takes at once; true when nothing is left.
    private func flushNow() throws(NetworkError) -> Bool {
        try state.withLock { state throws(NetworkError) in
            let output = state.engine.takeOutput()
            state.unsent = state.unsent.isEmpty ? output[...] : state.unsent + output
            state.unsent = try transport.writeNow(state.unsent) ?? []
            return state.unsent.isEmpty
        }
    }

    private func decrypt(max: Int) throws(NetworkError) -> TLSEngine.ReadOutcome {
        try state.withLock { state throws(NetworkError) in try state.engine.read(max: max) }
    }

    private func sayGoodbye() {
        state.withLock { $0.engine.finish() }
        // Nobody waits for the good-bye, so whether it could be sent does not matter.
        _ = try? flushNow()
    }
}

extension TLSConnection: ByteStream {
    func read(max: Int, limit: TimeLimit?, isShielded: Bool) async throws(NetworkError) -> [UInt8]? {
        while true {
            switch try decrypt(max: max) {
            case .plaintext(let bytes):
                return bytes
            case .closed:
                return nil
            case .needsInput:
                // Answers to the peer's protocol messages; where there is no room, a writer is about to send them.
                _ = try flushNow()
            }
            let bytes = try await transport.read(max: 2 * Self.recordSize, limit: limit, isShielded: isShielded)
            guard let bytes else {
                throw NetworkError(
                    .truncated,
                    "expected a TLS close_notify before the end of the stream; it may have been cut by a third party",
                    endpoint: endpoint
                )
            }
            state.withLock { $0.engine.feed(bytes) }
        }
    }

    func write(_ bytes: ArraySlice<UInt8>, limit: TimeLimit?, isShielded: Bool) async throws(NetworkError) {
        var rest = bytes
        try await flush(limit: limit, isShielded: isShielded)
        while !rest.isEmpty {
            if isShielded { await transport.makeWay() } else { try await transport.checkpoint() }
            rest = rest.dropFirst(try encrypt(rest.prefix(Self.recordSize)))
            try await flush(limit: limit, isShielded: isShielded)
        }
    }

    /// Sends a close_notify and ends this side of the connection below; the peer may go on sending.
    func finishWriting(limit: TimeLimit?) async throws(NetworkError) {
        state.withLock { $0.engine.finish() }
        try await flush(limit: limit)
        try transport.finishWritingNow()
    }

    func onHangUp(_ action: @escaping @Sendable () -> Void) {
        transport.onHangUp(action)
    }

    func expectHangUp() {
        transport.expectHangUp()
    }

    func writeNow(_ bytes: ArraySlice<UInt8>) throws(NetworkError) -> ArraySlice<UInt8>? {
        var rest = bytes
        while try flushNow() {
            guard !rest.isEmpty else { return nil }
            rest = rest.dropFirst(try encrypt(rest.prefix(Self.recordSize)))
        }
        return rest
    }

    func isQuiet() -> Bool {
        do throws(NetworkError) {
            // Session tickets and key updates may come at any time and are no reason to give the connection up.
            if let bytes = try transport.readNow(max: 2 * Self.recordSize) {
                guard !bytes.isEmpty else { return false }
                state.withLock { $0.engine.feed(bytes) }
            }
            guard case .needsInput = try decrypt(max: 1) else { return false }
            return state.withLock { !$0.engine.holdsPartialRecord }
        } catch {
            return false
        }
    }

    func close(_ reason: NetworkError) {
        sayGoodbye()
        transport.close(reason)
    }

    private func encrypt(_ bytes: ArraySlice<UInt8>) throws(NetworkError) -> Int {
        try state.withLock { state throws(NetworkError) in try state.engine.write(bytes) }
=======
        close(
            NetworkError(.connectionClosed, "the connection to \(endpoint) was closed at this end", endpoint: endpoint))
>>>>>>> ddd4d75 (Serve TLS: certificates by name, client certificates, sessions, reload)
    }
}
