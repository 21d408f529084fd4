internal import CAgentSystem
internal import Synchronization

/// A thread that runs jobs, timers and socket readiness one after the other.
///
/// It is a `TaskExecutor`: inside `withTaskExecutorPreference(loop)`, nonisolated async code stays on the loop's thread and
/// its sockets answer without a change of thread. It is a `SerialExecutor` as well: an actor may live on it. Network calls
/// work from everywhere else too; there the wait ends with a hop back to the caller's own executor.
///
/// Loops are made by an ``EventLoopGroup``. A blocking call on a loop holds up every connection on it.
public final class EventLoop: Sendable {
    typealias TimerID = TimerHeap<TimerAction>.ID
    typealias SourceToken = UInt64
    /// Runs on the loop's thread.
    typealias TimerAction = @Sendable (TimerOutcome) -> Void

    enum TimerOutcome: Sendable {
        /// The deadline has passed.
        case fired
        /// The loop stops before the deadline.
        case loopStopped
    }

    private enum Phase {
        /// Next: stopping.
        case running
        /// The thread closes sources and runs out of jobs. Next: stopped.
        case stopping
        /// The thread has ended. Next: draining, when a late job arrives.
        case stopped
        /// A short-lived thread runs late jobs. Next: stopped.
        case draining
    }

    private struct State {
        var phase = Phase.running
        /// Swapped out as a whole by the thread, so that the lock is taken once per batch.
        var jobs: [UnownedJob] = []
        var timers = TimerHeap<TimerAction>()
        /// Who gets the events of a token.
        var sources = SourceTable()
        /// The thread is about to wait or waits; whoever adds work clears this and wakes it.
        var isWaiting = false
        var shutdownWaiters: [CheckedContinuation<Void, Never>] = []
    }

    private let state = Mutex(State())
    private let poller: any Poller
    /// See ``Poller/reportsHangUps``.
    let reportsHangUps: Bool
    private let name: String
    /// The thread that runs the loop; 0 while there is none.
    private let threadID = Atomic<UInt>(0)

    init(name: String, polling: PollingMechanism = .automatic) throws(NetworkError) {
        poller = try polling.makePoller()
        reportsHangUps = poller.reportsHangUps
        self.name = name
        try SystemThread.start(name: name) { self.run() }
    }

    deinit {
        // Not when the thread ends: whoever decided to wake the loop before that may do so only after it.
        poller.close()
    }

    /// Whether the caller runs on this loop's thread.
    public var isCurrent: Bool {
        threadID.load(ordering: .acquiring) == agent_thread_current()
    }

    /// Closes every socket of the loop, ends its timers and its thread, and returns when that is done.
    ///
    /// Tasks that prefer this executor afterwards still run, on a thread started for them; new sockets are refused with
    /// `shutDown`. Calling it again is harmless.
    public func shutdown() async {
        beginShutdown()
        await withCheckedContinuation { continuation in
            let isOver = state.withLock { state in
                guard state.phase == .stopping else { return true }
                state.shutdownWaiters.append(continuation)
                return false
            }
            if isOver { continuation.resume() }
        }
    }

    /// Tells the thread to stop and does not wait for it.
    func beginShutdown() {
        state.withLock { state in
            if state.phase == .running { state.phase = .stopping }
        }
        poller.wake()
    }
}

// MARK: Executor

extension EventLoop: TaskExecutor, SerialExecutor {
    /// Takes a job of the Swift runtime; any thread may call it.
    public func enqueue(_ job: consuming ExecutorJob) {
        let job = UnownedJob(job)
        let (needsWake, needsThread) = state.withLock { state in
            state.jobs.append(job)
            let needsThread = state.phase == .stopped
            if needsThread { state.phase = .draining }
            defer { state.isWaiting = false }
            return (state.isWaiting, needsThread)
        }
        if needsWake { poller.wake() }
        if needsThread { startDraining() }
    }

    /// The loop as the executor of an actor.
    public func asUnownedSerialExecutor() -> UnownedSerialExecutor {
        UnownedSerialExecutor(ordinary: self)
    }

    /// The loop as the executor that a task prefers.
    public func asUnownedTaskExecutor() -> UnownedTaskExecutor {
        UnownedTaskExecutor(ordinary: self)
    }

    /// Stops the program when the caller is not on this loop.
    public func checkIsolated() {
        precondition(isCurrent, "expected to run on the event loop \(name)")
    }

    private func runJobs(_ jobs: [UnownedJob]) {
        // As a task executor, also for actors that live here: nonisolated functions then need no extra hop, and an actor's
        // isolation is proven by `checkIsolated`.
        for job in jobs { job.runSynchronously(on: asUnownedTaskExecutor()) }
    }
}

// MARK: Timers

extension EventLoop {
    /// Calls `action` on the loop's thread once `deadline` has passed, or when the loop stops.
    func schedule(at deadline: MonotonicTime, _ action: @escaping TimerAction) -> TimerID? {
        let (id, needsWake) = state.withLock { state -> (TimerID?, Bool) in
            guard state.phase == .running else { return (nil, false) }
            let isFirst = state.timers.nextDeadline.map { deadline < $0 } ?? true
            let needsWake = isFirst && state.isWaiting
            if needsWake { state.isWaiting = false }
            return (state.timers.insert(action, at: deadline), needsWake)
        }
        if needsWake { poller.wake() }
        if id == nil { action(.loopStopped) }
        return id
    }

    /// Forgets a timer; one that has fired already is ignored.
    func cancel(_ timer: TimerID) {
        // The action is released outside the lock: it may hold the last reference to a socket.
        _ = state.withLock { $0.timers.remove(timer) }
    }
}

// MARK: Sources

extension EventLoop {
    /// Starts to report the readiness of a descriptor to `source`, possibly before this returns.
    func register(_ source: any ReadinessSource, descriptor: Int32) throws(NetworkError) -> SourceToken {
        let token = state.withLock { state in
            state.phase == .running ? state.sources.insert(source) : nil
        }
        guard let token else { throw Self.stoppedError }
        do throws(NetworkError) {
            try poller.add(descriptor, token: token)
        } catch {
            _ = state.withLock { $0.sources.remove(token) }
            throw error
        }
        return token
    }

    /// Asks for the next readiness; see ``Poller``.
    func rearm(_ token: SourceToken, for direction: Readiness) {
        poller.rearm(token, for: direction)
    }

    /// Ends the reports; call before the descriptor is closed.
    func deregister(_ token: SourceToken, descriptor: Int32) {
        let wasRegistered = state.withLock { $0.sources.remove(token) }
        if wasRegistered { poller.remove(descriptor, token: token) }
    }

    static let stoppedError = NetworkError(.shutDown, "the event loop was shut down; use one that runs")
}

// MARK: The thread

extension EventLoop {
    private func run() {
        threadID.store(agent_thread_current(), ordering: .releasing)
        // These keep their memory from one turn to the next.
        var jobs: [UnownedJob] = []
        var events: [ReadinessEvent] = []
        var ready: [(source: any ReadinessSource, readiness: Readiness)] = []
        while true {
            takeJobs(into: &jobs)
            runJobs(jobs)
            guard let timeout = prepareToWait() else { break }
            events.removeAll(keepingCapacity: true)
            poller.wait(timeout: timeout, into: &events)
            deliver(events, through: &ready)
        }
        stopSources()
        finish()
    }

    /// Swaps the waiting jobs with an empty list.
    private func takeJobs(into jobs: inout [UnownedJob]) {
        jobs.removeAll(keepingCapacity: true)
        state.withLock { swap(&$0.jobs, &jobs) }
    }

    /// How long to wait, in milliseconds; nil when the loop stops.
    private func prepareToWait() -> Int32? {
        let deadline = state.withLock { state -> Deadline in
            guard state.phase == .running else { return .stop }
            guard state.jobs.isEmpty else { return .now }
            state.isWaiting = true
            return state.timers.nextDeadline.map { .at($0) } ?? .never
        }
        switch deadline {
        case .stop: return nil
        case .now: return 0
        case .never: return -1
        case .at(let instant): return Self.milliseconds(until: instant)
        }
    }

    private enum Deadline {
        case stop, now, never
        case at(MonotonicTime)
    }

    /// Rounded up, because waking too early means turning once more for nothing.
    private static func milliseconds(until instant: MonotonicTime) -> Int32 {
        let left = instant.nanoseconds &- MonotonicTime.now.nanoseconds
        guard left > 0 else { return 0 }
        return Int32(min((left + 999_999) / 1_000_000, 1_000_000_000))
    }

    private func deliver(
        _ events: [ReadinessEvent],
        through ready: inout [(source: any ReadinessSource, readiness: Readiness)]
    ) {
        let due = state.withLock { state in
            state.isWaiting = false
            for event in events {
                if let source = state.sources[event.token] { ready.append((source, event.readiness)) }
            }
            return takeDueTimers(&state)
        }
        for (source, readiness) in ready { source.becameReady(readiness) }
        // Sources are released here and not at the next turn, which may be long in coming.
        ready.removeAll(keepingCapacity: true)
        for action in due { action(.fired) }
    }

    private func takeDueTimers(_ state: inout State) -> [TimerAction] {
        guard state.timers.count > 0 else { return [] }
        var due: [TimerAction] = []
        let now = MonotonicTime.now
        while let action = state.timers.popFirst(dueAt: now) { due.append(action) }
        return due
    }

    private func stopSources() {
        let (sources, timers) = state.withLock { state in
            (state.sources.all, state.timers.removeAll())
        }
        for source in sources { source.loopStopped() }
        for action in timers { action(.loopStopped) }
    }

    /// Runs what is left and ends the thread.
    private func finish() {
        var jobs: [UnownedJob] = []
        while true {
            takeJobs(into: &jobs)
            runJobs(jobs)
            let waiters = state.withLock { state -> [CheckedContinuation<Void, Never>]? in
                guard state.jobs.isEmpty else { return nil }
                // Cleared before the phase changes: the next thread sets its own.
                threadID.store(0, ordering: .releasing)
                state.phase = .stopped
                state.sources = SourceTable()
                defer { state.shutdownWaiters = [] }
                return state.shutdownWaiters
            }
            guard let waiters else { continue }
            for waiter in waiters { waiter.resume() }
            return
        }
    }

    private func startDraining() {
        let body: @Sendable () -> Void = {
            self.threadID.store(agent_thread_current(), ordering: .releasing)
            self.finish()
        }
        // Without a thread the jobs wait for the next one to be enqueued.
        do throws(NetworkError) { try SystemThread.start(name: name, body) } catch {
            state.withLock { $0.phase = .stopped }
        }
    }
}
