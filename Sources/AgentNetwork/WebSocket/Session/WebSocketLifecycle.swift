/// The life of a WebSocket after its opening handshake: who owes what, and how it ends (RFC 6455 sections 5.5 and 7).
///
/// Pure: events and instants go in, and the driver (``WebSocket``) carries out the actions that come back. At most one Close
/// frame is ever sent, and no message after it.
struct WebSocketLifecycle {
    /// What the driver does about something received.
    enum Action: Equatable {
        case proceed
        case deliver(WebSocketMessage)
        case sendPong([UInt8])
        /// No more frames are read: send the Close frame, where there is one, end the stream, drop what still comes.
        case windUp(WebSocketCloseFrame?)
    }

    /// What the driver does when time has passed.
    enum TimerAction: Equatable {
        case proceed
        case sendPing
        /// Close the stream at once, after the Close frame if there is room for it.
        case abort(NetworkError, WebSocketCloseFrame?)
    }

    /// What a task that receives is told at the end.
    enum Ending: Equatable {
        /// There is nothing more to receive.
        case closed
        case failed(NetworkError)
    }

    private enum Phase {
        /// Next: closing, windingUp or closed.
        case open
        /// Our Close frame is on its way, the peer's is not there yet. Next: windingUp or closed.
        case closing
        /// No frame of the peer counts any longer. Next: closed.
        case windingUp
        case closed
    }

    private let timeouts: WebSocketTimeouts
    private var phase = Phase.open
    /// Decided when the phase leaves `open` for good.
    private var decidedEnding: Ending?
    private var received: WebSocketCloseFrame?
    /// A task waits for bytes, so that a sign of life would be seen.
    private var isWaiting = false
    /// Since when the silence counts.
    private var quietSince: MonotonicTime
    /// When a Ping was last sent, or left out because a message was on its way.
    private var lastPing: MonotonicTime
    /// When the end of the connection is not waited for any longer.
    private var closeDeadline: MonotonicTime?

    init(timeouts: WebSocketTimeouts, at now: MonotonicTime) {
        self.timeouts = timeouts
        quietSince = now
        lastPing = now
    }

    /// Messages may be sent.
    var isOpen: Bool { phase == .open }

    /// How it ended; nil before the stream is closed.
    var ending: Ending? { phase == .closed ? decidedEnding : nil }

    /// The peer's code, or one that says why there is none; nil before the end.
    var closeCode: WebSocketCloseCode? {
        if let received { return received.code ?? .noStatus }
        return phase == .windingUp || phase == .closed ? .abnormalClosure : nil
    }

    /// The peer's reason; nil before its Close frame.
    var closeReason: String? { received?.reason }
}

// MARK: What comes in

extension WebSocketLifecycle {
    mutating func receive(
        _ event: WebSocketDecoder.Event,
        at now: @autoclosure () -> MonotonicTime
    ) -> Action {
        guard phase == .open || phase == .closing else { return .proceed }
        switch event {
        case .message(let message):
            return phase == .open ? .deliver(message) : .proceed
        case .ping(let payload):
            return .sendPong(payload)
        case .pong:
            return .proceed
        case .close(let frame):
            received = frame
            // The answer repeats the code (section 5.5.1).
            let answer = phase == .open ? WebSocketCloseFrame(code: frame.code) : nil
            windUp(.closed, at: now())
            return .windUp(answer)
        }
    }

    /// The peer broke a rule (section 7.1.7).
    mutating func fail(_ violation: WebSocketViolation, at now: MonotonicTime) -> Action {
        switch phase {
        case .open:
            windUp(.failed(violation.error), at: now)
            return .windUp(WebSocketCloseFrame(code: violation.closeCode, reason: violation.message))
        case .closing:
            windUp(.closed, at: now)
            return .windUp(nil)
        case .windingUp, .closed:
            return .proceed
        }
    }

    /// The stream has ended.
    mutating func streamEnded() {
        end(
            .failed(
                NetworkError(
                    .truncated, "expected a Close frame before the end of the stream; the peer broke the connection off"
                )))
    }

    /// The stream broke, or was closed by this side.
    mutating func streamFailed(_ error: NetworkError) {
        // Whoever cancels wants to hear of it, even after asking for the connection to be closed.
        if phase == .closing, error.code == .cancelled { decidedEnding = .failed(error) }
        end(.failed(error))
    }
}

// MARK: What this side wants

extension WebSocketLifecycle {
    /// Asks to close; whether the Close frame is to be sent.
    mutating func requestClose(at now: MonotonicTime) -> Bool {
        guard phase == .open else { return false }
        phase = .closing
        // However the peer takes it, there is nothing more to receive.
        decidedEnding = .closed
        closeDeadline = now + timeouts.closeTimeout
        return true
    }

    /// The stream has been wound up.
    mutating func finish() {
        end(.closed)
    }

    private mutating func windUp(_ ending: Ending, at now: MonotonicTime) {
        phase = .windingUp
        decidedEnding = decidedEnding ?? ending
        closeDeadline = closeDeadline ?? now + timeouts.closeTimeout
    }

    private mutating func end(_ ending: Ending) {
        phase = .closed
        decidedEnding = decidedEnding ?? ending
    }
}

// MARK: Time

extension WebSocketLifecycle {
    /// A task begins to wait for bytes.
    mutating func waitBegan(at now: MonotonicTime) {
        isWaiting = true
        quietSince = now
    }

    /// Bytes have come.
    mutating func waitEnded() {
        isWaiting = false
    }

    /// The next moment at which `tick` may have something to do; it moves back with every sign of life.
    var nextDeadline: MonotonicTime? {
        switch phase {
        case .closing, .windingUp: return closeDeadline
        case .closed: return nil
        case .open: break
        }
        guard let pingDue, let idleDue else { return pingDue ?? idleDue }
        return min(pingDue, idleDue)
    }

    private var pingDue: MonotonicTime? {
        pingGrace.map { (isWaiting ? max(lastPing, quietSince) : lastPing) + $0 }
    }

    /// A peer is not given up without a Ping that it had time to answer: the silence may be this machine's own, which slept.
    private var idleDue: MonotonicTime? {
        guard let limit = timeouts.idleTimeout else { return nil }
        guard let pingGrace else { return quietSince + limit }
        return lastPing > quietSince ? max(quietSince + limit, lastPing + pingGrace) : nil
    }

    private var pingGrace: Duration? {
        timeouts.pingInterval.map { min($0, timeouts.idleTimeout ?? $0) }
    }

    /// - Parameter isSending: A message is on its way: the peer may be busy taking it, and no Ping gets past it.
    mutating func tick(at now: MonotonicTime, isSending: Bool) -> TimerAction {
        switch phase {
        case .closed:
            return .proceed
        case .closing, .windingUp:
            guard let closeDeadline, closeDeadline <= now else { return .proceed }
            return .abort(
                NetworkError(
                    .timedOut, "expected the peer to close within \(timeouts.closeTimeout), it did not", phase: .read),
                nil)
        case .open:
            return tickOpen(at: now, isSending: isSending)
        }
    }

    private mutating func tickOpen(at now: MonotonicTime, isSending: Bool) -> TimerAction {
        if isSending { lastPing = now }
        if isSending || !isWaiting { quietSince = now }
        if let idleDue, idleDue <= now {
            let error = NetworkError(
                .timedOut,
                "expected a sign of life from the peer within \(timeouts.idleTimeout ?? .zero), nothing came",
                phase: .read)
            end(.failed(error))
            return .abort(error, WebSocketCloseFrame(code: .internalError, reason: "no sign of life"))
        }
        guard let pingDue, pingDue <= now else { return .proceed }
        lastPing = now
        return .sendPing
    }
}
