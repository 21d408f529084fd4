internal import CAgentSystem
internal import Synchronization

/// A nonblocking descriptor on an event loop.
///
/// Every system call is made under the lock: it never blocks, and so nobody can close the descriptor, and the system give
/// its number to someone else, while a call uses it. Waiting happens outside. Any thread may call.
final class Socket: ReadinessSource {
    /// What one nonblocking call came to.
    enum Attempt<Value> {
        /// - Parameter mayGoOn: The call got all that it asked for, so another one may succeed without waiting.
        case done(Value, mayGoOn: Bool)
        case wouldBlock
        case failed(errno: Int32)
    }

    /// Why a task that waited goes on.
    ///
    /// The errors are looked up afterwards: this is what every request pays for.
    private enum WakeUp {
        case ready, timedOut, closed, refused
    }

    private enum Waiter {
        // Unchecked: the board gives every waiter back exactly once, and reads wait once per message.
        case task(UnsafeContinuation<WakeUp, Never>)
        case action(@Sendable (WakeUp) -> Void)

        func resume(returning wakeUp: WakeUp) {
            switch self {
            case .task(let continuation): continuation.resume(returning: wakeUp)
            case .action(let action): action(wakeUp)
            }
        }
    }

    typealias ReadyAction = @Sendable (Result<Void, NetworkError>) -> Void

    private struct State {
        /// nil once closed.
        var descriptor: Int32?
        /// The loop's name for this socket; nil until registered.
        var token: EventLoop.SourceToken?
        var board = ReadinessBoard<Waiter>()
        /// Set for the first deadline or for an earlier moment, and left alone when a wait ends before it: a timer that
        /// finds nobody late sets itself anew, so that a wait costs no timer of its own.
        var timer: (id: EventLoop.TimerID, deadline: MonotonicTime)?
        /// Called once when the peer hangs up while nobody reads.
        var hangUpAction: (@Sendable () -> Void)?
    }

    /// With a fast peer nothing ever blocks; after this many calls a task makes way for others on its thread.
    private static let maxCallsInARow = 64

    let loop: EventLoop
    /// Who is at the other end, for error messages.
    let endpoint: Endpoint
    private let state: Mutex<State>
    /// Calls since a task last waited or made way; see `makeWay`.
    private let callsInARow = Atomic<Int>(0)

    /// Takes the descriptor over; it is closed with the socket, also when this throws.
    init(owning descriptor: Int32, endpoint: Endpoint, loop: EventLoop) throws(NetworkError) {
        self.loop = loop
        self.endpoint = endpoint
        state = Mutex(State(descriptor: descriptor))
        let token = try loop.register(self, descriptor: descriptor)
        state.withLock { $0.token = token }
    }

    deinit {
        // The way out for connections that were dropped without `close`.
        close(Self.closedError(endpoint))
    }

    /// Closes the descriptor at once and fails whoever waits with `reason`; later calls have no effect.
    func close(_ reason: NetworkError) {
        let waiters = state.withLock { state in
            if let descriptor = state.descriptor {
                state.descriptor = nil
                if let token = state.token { loop.deregister(token, descriptor: descriptor) }
                agent_close(descriptor)
            }
            if let timer = state.timer { loop.cancel(timer.id) }
            state.timer = nil
            state.hangUpAction = nil
            return state.board.close(reason)
        }
        waiters.reader?.resume(returning: .closed)
        waiters.writer?.resume(returning: .closed)
    }

    private static func closedError(_ endpoint: Endpoint) -> NetworkError {
        NetworkError(.connectionClosed, "the connection to \(endpoint) was closed at this end", endpoint: endpoint)
    }
}

// MARK: Calls

extension Socket {
    /// Repeats a nonblocking call until it does not block, waiting for readiness in between.
    ///
    /// Cancelling the task closes the socket at once, whoever else uses it.
    func perform<Value>(
        _ direction: Readiness,
        limit: TimeLimit?,
        doing action: String,
        _ call: (Int32) -> Attempt<Value>
    ) async throws(NetworkError) -> Value {
        try await checkpoint()
        while true {
            if let value = try attempt(direction, doing: action, onlyIfWorthIt: direction == .read, call) {
                return value
            }
            try await waitUntilReady(direction, limit: limit)
        }
    }

    /// Between two calls of a task: notices that it was cancelled, and lets others run when it has not waited for long.
    func checkpoint() async throws(NetworkError) {
        if Task.isCancelled {
            close(.cancelled.at(endpoint))
            throw .cancelled.at(endpoint)
        }
        await makeWay()
    }

    /// Lets others run when the task has not waited for long.
    func makeWay() async {
        guard callsInARow.load(ordering: .relaxed) >= Self.maxCallsInARow else { return }
        callsInARow.store(0, ordering: .relaxed)
        await Task.yield()
    }

    /// Makes a nonblocking call once; nil when it would block.
    ///
    /// - Parameter onlyIfWorthIt: Answers nil without a call when nothing was reported since the last one.
    func attempt<Value>(
        _ direction: Readiness,
        doing action: String,
        onlyIfWorthIt: Bool = false,
        _ call: (Int32) -> Attempt<Value>
    ) throws(NetworkError) -> Value? {
        let outcome = state.withLock { state -> Result<Attempt<Value>, NetworkError> in
            guard let descriptor = state.descriptor else {
                return .failure(state.board.closure ?? Self.closedError(endpoint))
            }
            if onlyIfWorthIt, !state.board.isWorthTrying(direction) { return .success(.wouldBlock) }
            state.board.willTry(direction)
            callsInARow.wrappingAdd(1, ordering: .relaxed)
            let attempt = call(descriptor)
            switch attempt {
            case .done(_, mayGoOn: true), .failed: state.board.leftSome(direction)
            case .done, .wouldBlock: break
            }
            return .success(attempt)
        }
        switch try outcome.get() {
        case .done(let value, _): return value
        case .wouldBlock: return nil
        case .failed(let errno): throw NetworkError(errno: errno, doing: action, endpoint: endpoint)
        }
    }
}

// MARK: Bytes

extension Socket {
    /// Receives what has arrived; nil when nothing has, empty at the end of the stream.
    ///
    /// - Parameters:
    ///   - emptiesByShortReads: Whether a call that got less than it asked for has left nothing.
    ///   - onlyIfWorthIt: Answers nil without a call when nothing was reported since the last one.
    func receive(max: Int, emptiesByShortReads: Bool, onlyIfWorthIt: Bool) throws(NetworkError) -> [UInt8]? {
        // Into the thread's own buffer first: an array as long as what came is what the reader keeps, however much it
        // would have taken.
        let scratch = UnsafeMutableRawBufferPointer(
            start: agent_thread_scratch(), count: min(max, Int(AGENT_SCRATCH_SIZE)))
        let count = try receive(
            into: scratch, emptiesByShortReads: emptiesByShortReads, onlyIfWorthIt: onlyIfWorthIt)
        return count.map { [UInt8](UnsafeRawBufferPointer(start: scratch.baseAddress, count: $0)) }
    }

    /// The same into a buffer of the caller's; returns how many bytes, 0 at the end of the stream.
    func receive(
        into buffer: UnsafeMutableRawBufferPointer,
        emptiesByShortReads: Bool,
        onlyIfWorthIt: Bool
    ) throws(NetworkError) -> Int? {
        guard let start = buffer.baseAddress else { return nil }
        let status = state.withLock { state in
            guard let descriptor = state.descriptor else { return Self.closedStatus }
            if onlyIfWorthIt, !state.board.isWorthTrying(.read) { return -Int(EAGAIN) }
            state.board.willTry(.read)
            let status = agent_socket_receive(descriptor, start, buffer.count)
            if status == buffer.count || status == 0 || status > 0 && !emptiesByShortReads {
                state.board.leftSome(.read)
            }
            return status
        }
        callsInARow.wrappingAdd(1, ordering: .relaxed)
        guard status < 0 else { return status }
        try check(status, doing: "receive", .read)
        return nil
    }

    /// Sends some bytes and returns how many; nil when there is no room.
    func send(_ bytes: ArraySlice<UInt8>) throws(NetworkError) -> Int? {
        let status = bytes.withUnsafeBytes { buffer in
            state.withLock { state in
                guard let descriptor = state.descriptor, let start = buffer.baseAddress else {
                    return state.descriptor == nil ? Self.closedStatus : 0
                }
                state.board.willTry(.write)
                let status = agent_socket_send(descriptor, start, buffer.count)
                if status == buffer.count { state.board.leftSome(.write) }
                return status
            }
        }
        callsInARow.wrappingAdd(1, ordering: .relaxed)
        guard status < 0 else { return status }
        try check(status, doing: "send", .write)
        return nil
    }

    /// Told apart from every errno value.
    private static let closedStatus = Int.min

    /// Throws the error of a status that is not "would block".
    private func check(_ status: Int, doing action: String, _ direction: Readiness) throws(NetworkError) {
        if status == Self.closedStatus { throw closure }
        let errno = Int32(-status)
        guard errno != EAGAIN, errno != EWOULDBLOCK else { return }
        // The next call finds out whether the error stays.
        state.withLock { $0.board.leftSome(direction) }
        throw NetworkError(errno: errno, doing: action, endpoint: endpoint)
    }

    private var closure: NetworkError {
        state.withLock { $0.board.closure } ?? Self.closedError(endpoint)
    }
}

// MARK: Waiting

extension Socket {
    /// Waits for readiness, after an attempt that would have blocked.
    ///
    /// - Parameter isShielded: Waits on although the task is cancelled; the limit still counts.
    func waitUntilReady(
        _ direction: Readiness,
        limit: TimeLimit?,
        isShielded: Bool = false
    ) async throws(NetworkError) {
        let wakeUp: WakeUp
        if isShielded {
            wakeUp = await withUnsafeContinuation { suspend($0, direction, limit) }
        } else {
            wakeUp = await withTaskCancellationHandler {
                await withUnsafeContinuation { suspend($0, direction, limit) }
            } onCancel: {
                close(.cancelled.at(endpoint))
            }
        }
        if let error = error(of: wakeUp, direction, limit) { throw error }
    }

    /// Calls `action` once when a call may succeed, the time is over or the socket is closed; on the loop's thread, or on
    /// that of whoever closes.
    ///
    /// For waits that outlive the task that asked for them: cancelling a task does not end them, nor close the socket.
    ///
    /// - Returns: False, and then `action` is not called, when a call is worth trying at once.
    func whenReady(
        _ direction: Readiness,
        limit: TimeLimit?,
        _ action: @escaping ReadyAction
    ) throws(NetworkError) -> Bool {
        let waiter = Waiter.action { [weak self] wakeUp in
            let error = self.map { $0.error(of: wakeUp, direction, limit) } ?? .cancelled
            action(error.map { .failure($0) } ?? .success(()))
        }
        switch park(waiter, direction, limit) {
        case .parked: return true
        case .ready: return false
        case .closed: throw closure
        case .refused: throw ReadinessBoard<Waiter>.secondWaiterError(direction)
        }
    }

    private func error(of wakeUp: WakeUp, _ direction: Readiness, _ limit: TimeLimit?) -> NetworkError? {
        switch wakeUp {
        case .ready: nil
        case .timedOut: limit?.error(endpoint) ?? Self.closedError(endpoint)
        case .closed: closure
        case .refused: ReadinessBoard<Waiter>.secondWaiterError(direction)
        }
    }

    func becameReady(_ readiness: Readiness) {
        let (waiters, hangUp) = state.withLock { state in
            let waiters = state.board.signal(readiness)
            return (waiters, waiters.reader == nil ? noticeHangUp(readiness, &state) : nil)
        }
        waiters.reader?.resume(returning: .ready)
        waiters.writer?.resume(returning: .ready)
        hangUp?()
    }

    func loopStopped() {
        close(EventLoop.stoppedError.at(endpoint))
    }

    /// Parks a task, or resumes it at once.
    private func suspend(
        _ continuation: UnsafeContinuation<WakeUp, Never>,
        _ direction: Readiness,
        _ limit: TimeLimit?
    ) {
        switch park(.task(continuation), direction, limit) {
        case .ready: continuation.resume(returning: .ready)
        case .closed: continuation.resume(returning: .closed)
        case .refused: continuation.resume(returning: .refused)
        case .parked: break
        }
    }

    /// Hands a waiter to the board, and has the poller report when it keeps it.
    private func park(
        _ waiter: Waiter,
        _ direction: Readiness,
        _ limit: TimeLimit?
    ) -> ReadinessBoard<Waiter>.Parking {
        let deadline = limit?.deadline()
        callsInARow.store(0, ordering: .relaxed)
        let (parking, token) = state.withLock { state in
            let parking = state.board.park(waiter, for: direction, until: deadline)
            if case .parked = parking { setTimer(&state) }
            return (parking, state.token)
        }
        if case .parked = parking, let token { loop.rearm(token, for: direction) }
        return parking
    }

    /// Makes sure that a timer goes off at the first deadline or before.
    private func setTimer(_ state: inout State) {
        guard let deadline = state.board.nextDeadline else { return }
        if let timer = state.timer {
            guard deadline < timer.deadline else { return }
            loop.cancel(timer.id)
            state.timer = nil
        }
        let id = loop.schedule(at: deadline) { [weak self] outcome in
            // When the loop stops it closes the socket, which answers the waiters.
            if outcome == .fired { self?.timerFired() }
        }
        state.timer = id.map { ($0, deadline) }
    }

    private func timerFired() {
        let late = state.withLock { state in
            state.timer = nil
            let late = state.board.expire(now: .now)
            setTimer(&state)
            return late
        }
        late.reader?.resume(returning: .timedOut)
        late.writer?.resume(returning: .timedOut)
    }
}

// MARK: Hanging up

extension Socket {
    /// Calls `action` once, on the loop's thread, when the peer ends its side or the connection breaks while nobody reads.
    ///
    /// A hang-up that came before, or that a reader finds, is not reported.
    func onHangUp(_ action: @escaping @Sendable () -> Void) {
        state.withLock { $0.hangUpAction = action }
    }

    /// Starts a time in which nobody reads and a hang-up matters; one that a reader was told of together with the bytes
    /// before it is reported now.
    func expectHangUp() {
        typealias Found = (token: EventLoop.SourceToken?, action: (@Sendable () -> Void)?)
        let (token, action) = state.withLock { state -> Found in
            guard state.board.isHungUp else { return (state.token, nil) }
            defer { state.hangUpAction = nil }
            return (nil, state.hangUpAction)
        }
        if let action {
            _ = loop.schedule(at: .now) { _ in action() }
        } else if !loop.reportsHangUps, let token {
            loop.rearm(token, for: .read)
        }
    }

    private func noticeHangUp(_ readiness: Readiness, _ state: inout State) -> (@Sendable () -> Void)? {
        guard state.hangUpAction != nil, let descriptor = state.descriptor else { return nil }
        let isHungUp =
            readiness.contains(.hangUp)
            || !loop.reportsHangUps && readiness.contains(.read) && agent_socket_is_at_end(descriptor)
        guard isHungUp else { return nil }
        defer { state.hangUpAction = nil }
        return state.hangUpAction
    }
}
