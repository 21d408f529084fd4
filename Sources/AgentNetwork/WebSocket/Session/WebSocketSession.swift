/// What one connection keeps track of: the bytes that came, whose turn it is, and how far its life has come.
///
/// Pure: the driver (``WebSocket``) holds it in its lock, carries out the steps that come back and feeds in what they led to.
struct WebSocketSession: Sendable {
    typealias Sender = CheckedContinuation<Turn, Never>

    /// What a task is told that has waited to send.
    enum Turn: Sendable {
        /// Write the batch, which begins with the task's own frame, and give the lane up.
        case lead(WebSocketSendLane<Sender>.Batch)
        /// Another task has sent the frame.
        case sent
        /// The lane was given up before the task stood in line.
        case retry
        case failed(NetworkError)
    }

    /// What the task that receives does next.
    enum Step {
        case deliver(WebSocketMessage)
        /// Read the stream, and `feed` what comes.
        case read
        /// The lane is taken for this: write it, give the lane up, and `goOn`.
        case write([UInt8])
        case windUp(WebSocketCloseFrame?)
        case end(WebSocketLifecycle.Ending)
        /// Another task brings the connection to its end.
        case awaitEnd
        /// Another task receives.
        case refuse
    }

    /// What a task that wants to send does.
    enum Admission {
        /// The lane is taken: write this, and give the lane up.
        case write([UInt8])
        /// Wait in line.
        case wait
        case refuse(NetworkError)
    }

    let encoder: WebSocketEncoder
    var lifecycle: WebSocketLifecycle
    private var decoder: WebSocketDecoder
    private var lane = WebSocketSendLane<Sender>()
    /// A task reads the stream.
    private var isReading = false
    /// Why nothing can be sent any more, although the peer may still be heard.
    private var sendFailure: NetworkError?

    init(
        role: WebSocketRole,
        encoder: WebSocketEncoder,
        limits: WebSocketLimits,
        timeouts: WebSocketTimeouts,
        at now: MonotonicTime
    ) {
        self.encoder = encoder
        decoder = WebSocketDecoder(sentBy: role == .server ? .client : .server, limits: limits)
        lifecycle = WebSocketLifecycle(timeouts: timeouts, at: now)
    }
}

// MARK: Receiving

extension WebSocketSession {
    /// A task wants the next message, or the end.
    mutating func receive(at now: @autoclosure () -> MonotonicTime) -> Step {
        if let ending = lifecycle.ending { return .end(ending) }
        guard !isReading else { return lifecycle.isOpen ? .refuse : .awaitEnd }
        isReading = true
        return goOn(at: now())
    }

    /// Takes bytes without asking for more; for those that came with the handshake.
    mutating func feed(_ bytes: consuming [UInt8]) {
        decoder.feed(bytes)
    }

    /// Takes what was read.
    mutating func feed(_ bytes: consuming [UInt8], at now: @autoclosure () -> MonotonicTime) -> Step {
        lifecycle.waitEnded()
        decoder.feed(bytes)
        return goOn(at: now())
    }

    /// Goes through what has come, up to the first thing that the driver has to do.
    mutating func goOn(at now: @autoclosure () -> MonotonicTime) -> Step {
        while true {
            if let ending = lifecycle.ending { return .end(ending) }
            switch nextAction(at: now()) {
            case nil:
                lifecycle.waitBegan(at: now())
                return .read
            case .proceed:
                continue
            case .deliver(let message):
                isReading = false
                return .deliver(message)
            case .sendPong(let payload):
                let frame = encoder.frame(.pong, payload)
                if sendFailure == nil, let bytes = lane.claim(for: frame) { return .write(bytes) }
                lane.leave(pong: frame)
            case .windUp(let close):
                // The peer has said that it is done, so there is nobody to answer.
                lane.leave(pong: nil)
                return .windUp(close)
            }
        }
    }

    private mutating func nextAction(
        at now: @autoclosure () -> MonotonicTime
    ) -> WebSocketLifecycle.Action? {
        do throws(WebSocketViolation) {
            guard let event = try decoder.next() else { return nil }
            return lifecycle.receive(event, at: now())
        } catch {
            return lifecycle.fail(error, at: now())
        }
    }
}

// MARK: Sending

extension WebSocketSession {
    /// - Parameter isMessage: Whether it has to leave before a Close frame does.
    mutating func admit(_ frame: [UInt8], isMessage: Bool) -> Admission {
        if let error = refusal(isMessage: isMessage) { return .refuse(error) }
        return lane.claim(for: frame).map { .write($0) } ?? .wait
    }

    /// Puts a task in line; false when there is none any more, and `admit` is to be asked again.
    mutating func enqueue(_ frame: [UInt8], isMessage: Bool, _ sender: Sender) -> Bool {
        guard refusal(isMessage: isMessage) == nil, lane.isBusy else { return false }
        lane.enqueue(frame, sender)
        return true
    }

    /// Sends a frame after everything that waits; returns what to write without waiting, where the lane was taken for it.
    mutating func sendLast(_ frame: [UInt8]) -> [UInt8]? {
        guard sendFailure == nil else { return nil }
        if let bytes = lane.claim(for: frame) { return bytes }
        lane.leave(last: frame)
        return nil
    }

    mutating func release(leaving rest: ArraySlice<UInt8> = []) -> WebSocketSendLane<Sender>.Next {
        lane.release(leaving: rest)
    }

    /// Nothing can be sent any more; returns those who still wait for their turn.
    mutating func failSending(_ error: NetworkError) -> [Sender] {
        sendFailure = sendFailure ?? error
        return lane.fail()
    }

    private func refusal(isMessage: Bool) -> NetworkError? {
        if let sendFailure { return sendFailure }
        guard isMessage ? !lifecycle.isOpen : lifecycle.ending != nil else { return nil }
        return NetworkError(
            .connectionClosed, "expected an open WebSocket to send over, found one that is closing or closed")
    }
}

// MARK: Time

extension WebSocketSession {
    /// What is due, and what to write for it without waiting; the lane is taken for that.
    mutating func tick(at now: MonotonicTime) -> (action: WebSocketLifecycle.TimerAction, bytes: [UInt8]?) {
        let action = lifecycle.tick(at: now, isSending: lane.isBusy)
        guard sendFailure == nil else { return (action, nil) }
        switch action {
        case .sendPing:
            return (action, lane.claim(for: encoder.frame(.ping, [])))
        case .abort(_, let close?):
            return (action, lane.claim(for: encoder.frame(.close, close.payload)))
        case .abort(_, nil):
            return (action, nil)
        case .proceed:
            return (action, lane.claimForUnsent())
        }
    }
}
