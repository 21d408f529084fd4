internal import Synchronization

/// Runs work by priority with bounded concurrency, on the task of whoever hands it in.
///
/// No task is kept: ``run(_:_:)`` waits for its place, runs the work and gives the place on. Cancelling the caller's task
/// takes waiting work back, or cancels work that runs.
public final class Scheduler: Sendable {
    private struct State {
        var queue: WorkQueue
        /// Callers whose work waits for its place.
        var waiters: [WorkQueue.Ticket: CheckedContinuation<Void, any Error>] = [:]
        /// Work that got its place before its caller began to wait for it.
        var startedEarly: Set<WorkQueue.Ticket> = []
        /// Callers of ``drain()``.
        var drains: [CheckedContinuation<Void, Never>] = []
    }

    private let state: Mutex<State>

    /// A scheduler with these limits.
    public init(limits: SchedulerLimits = SchedulerLimits()) {
        state = Mutex(State(queue: WorkQueue(limits: limits)))
    }

    /// Runs a piece of work when its turn comes and returns its result.
    ///
    /// - Throws: ``KernelError`` with code `queueFull` or `closed` when the work is refused, `CancellationError` when it is
    ///   cancelled while it waits, or what the work throws.
    public func run<Result: Sendable>(
        _ priority: WorkPriority, _ work: () async throws -> Result
    ) async throws -> Result {
        let ticket = try admit(priority)
        try await waitForPlace(ticket)
        defer { release(ticket) }
        try Task.checkCancellation()
        return try await work()
    }

    /// Refuses new work from now on; what waits still runs.
    public func close() {
        state.withLock { $0.queue.close() }
    }

    /// Returns once nothing waits and nothing runs.
    public func drain() async {
        await withCheckedContinuation { continuation in
            let isIdle = state.withLock { state in
                if !state.queue.isIdle { state.drains.append(continuation) }
                return state.queue.isIdle
            }
            if isIdle { continuation.resume() }
        }
    }

    private func admit(_ priority: WorkPriority) throws(KernelError) -> WorkQueue.Ticket {
        let (admission, woken) = state.withLock { state in
            let admission = state.queue.submit(priority)
            guard case .admitted(_, let start) = admission else {
                return (admission, [CheckedContinuation<Void, any Error>]())
            }
            return (admission, Self.start(start, in: &state))
        }
        for waiter in woken { waiter.resume() }
        switch admission {
        case .admitted(let ticket, _):
            return ticket
        case .refusedFull:
            throw KernelError(
                .queueFull, "The scheduler has no room for more waiting work. Try again later or raise maximumWaiting.")
        case .refusedClosed:
            throw KernelError(.closed, "The scheduler was closed and takes no new work.")
        }
    }

    private func waitForPlace(_ ticket: WorkQueue.Ticket) async throws {
        try await withTaskCancellationHandler {
            try await withCheckedThrowingContinuation { continuation in
                enum Next { case go, stop, wait }
                let next: Next = state.withLock { state in
                    if state.startedEarly.remove(ticket) != nil { return .go }
                    // The handler below may have run already; it found nobody to wake.
                    if Task.isCancelled, state.queue.withdraw(ticket) { return .stop }
                    state.waiters[ticket] = continuation
                    return .wait
                }
                switch next {
                case .go: continuation.resume()
                case .stop: continuation.resume(throwing: CancellationError())
                case .wait: break
                }
            }
        } onCancel: {
            let waiter = state.withLock { state in
                state.waiters[ticket] != nil && state.queue.withdraw(ticket)
                    ? state.waiters.removeValue(forKey: ticket) : nil
            }
            waiter?.resume(throwing: CancellationError())
        }
    }

    private func release(_ ticket: WorkQueue.Ticket) {
        let (woken, drained) = state.withLock { state in
            let woken = Self.start(state.queue.finish(ticket), in: &state)
            guard state.queue.isIdle else { return (woken, [CheckedContinuation<Void, Never>]()) }
            defer { state.drains = [] }
            return (woken, state.drains)
        }
        for waiter in woken { waiter.resume() }
        for waiter in drained { waiter.resume() }
    }

    private static func start(
        _ tickets: [WorkQueue.Ticket], in state: inout State
    ) -> [CheckedContinuation<Void, any Error>] {
        tickets.compactMap { ticket in
            if let waiter = state.waiters.removeValue(forKey: ticket) { return waiter }
            state.startedEarly.insert(ticket)
            return nil
        }
    }
}
