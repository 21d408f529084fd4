internal import AgentPrimitives
internal import Synchronization

/// A WebSocket (RFC 6455): messages in both directions over one connection.
///
/// One task receives; any number may send at the same time, and each message leaves as a whole. Pings are answered, the
/// peer's liveness watched and Close frames exchanged on the way; Pings of the peer are answered while a task waits in
/// ``receive()``, so keep one there.
///
/// Cancelling a task that waits in a call closes the connection at once and throws `cancelled`.
///
/// ```swift
/// let client = WebSocketClient()
/// try await client.withWebSocket(to: WebSocketURL("wss://example.com/feed")) { socket in
///     try await socket.send(.text("subscribe"))
///     while let message = try await socket.receive() { print(message) }
/// }
/// ```
public final class WebSocket: Sendable {
    struct State {
        var session: WebSocketSession
        /// Tasks that wait for another one to bring the connection to its end.
        var endWaiters: [CheckedContinuation<Void, Never>] = []
        /// One for pings, silence and the end alike; it sets itself anew, so that messages do not touch it.
        var timer: EventLoop.TimerID?
    }

    /// The subprotocol that both sides agreed on; nil where there is none.
    public let subprotocol: String?
    let stream: any ByteStream
    let role: WebSocketRole
    let encoder: WebSocketEncoder
    let timeouts: WebSocketTimeouts
    let state: Mutex<State>

    /// Takes over a stream on which the opening handshake is done.
    ///
    /// - Parameter leftover: What came after the handshake and was read with it.
    init(
        over stream: any ByteStream,
        role: WebSocketRole,
        leftover: [UInt8],
        subprotocol: String?,
        limits: WebSocketLimits,
        timeouts: WebSocketTimeouts,
        random: any RandomSource = SystemRandomSource()
    ) {
        self.stream = stream
        self.role = role
        self.subprotocol = subprotocol
        self.timeouts = timeouts
        encoder = WebSocketEncoder(role: role, random: random)
        var session = WebSocketSession(role: role, encoder: encoder, limits: limits, timeouts: timeouts, at: .now)
        if !leftover.isEmpty { session.feed(leftover) }
        state = Mutex(State(session: session))
        setTimer()
    }

    /// The peer.
    public var endpoint: Endpoint { stream.endpoint }

    /// The loop that wakes this connection's tasks.
    public var loop: EventLoop { stream.loop }

    /// The code of the peer's Close frame, or one that says why there is none; nil before the end.
    public var closeCode: WebSocketCloseCode? { state.withLock { $0.session.lifecycle.closeCode } }

    /// The reason in the peer's Close frame; nil before the end, and where there was no such frame.
    public var closeReason: String? { state.withLock { $0.session.lifecycle.closeReason } }

    /// Uses the connection inside a scope, and closes it when that ends.
    func scope<Value>(_ body: (WebSocket) async throws -> Value) async throws -> Value {
        do {
            let value = try await body(self)
            await close()
            return value
        } catch {
            await close(code: .internalError)
            throw error
        }
    }
}
