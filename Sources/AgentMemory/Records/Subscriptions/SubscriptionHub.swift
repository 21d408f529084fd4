internal import AgentPrimitives
internal import Synchronization

/// The subscribers of a ``MemoryBus``, each with its buffer.
///
/// Publishing never waits: a subscriber that is behind gets a gap instead of holding the bus up.
final class SubscriptionHub: Sendable {
    private struct Subscriber {
        var buffer: SubscriptionBuffer
        /// The subscriber itself while it waits for an update.
        var waiter: CheckedContinuation<MemoryUpdate?, Never>?
    }

    private struct State {
        var subscribers: [UInt64: Subscriber] = [:]
        var lastName: UInt64 = 0
        /// The place of the last record that was published.
        var last: UInt64 = 0
        var missed = 0
        var isClosed = false
    }

    private let state = Mutex(State())
    private let limit: Int

    init(limit: Int) {
        self.limit = limit
    }

    var count: Int { state.withLock { $0.subscribers.count } }

    /// Records that did not fit into a buffer.
    var missed: Int { state.withLock { $0.missed } }

    /// - Throws: ``MemoryError``: `full` when there are enough, `closed` after the end.
    func subscribe(_ filter: MemoryFilter, capacity: Int) throws(MemoryError) -> UInt64 {
        try state.withLock { state throws(MemoryError) in
            guard !state.isClosed else { throw MemoryError(.closed, "the memory was shut down; open it again") }
            guard state.subscribers.count < limit else {
                throw MemoryError(.full, "the memory has \(limit) subscribers, no more are taken; end one first")
            }
            state.lastName += 1
            state.subscribers[state.lastName] = Subscriber(
                buffer: SubscriptionBuffer(filter: filter, capacity: capacity, after: state.last))
            return state.lastName
        }
    }

    func unsubscribe(_ name: UInt64) {
        state.withLock { $0.subscribers.removeValue(forKey: name)?.waiter }?.resume(returning: nil)
    }

    func publish(_ entries: [MemoryEntry]) {
        let woken = state.withLock { state in
            state.last = entries.last?.sequence ?? state.last
            var woken: [(CheckedContinuation<MemoryUpdate?, Never>, MemoryUpdate)] = []
            for name in state.subscribers.keys {
                for entry in entries where state.subscribers[name]?.buffer.add(entry) == false { state.missed += 1 }
                guard let waiter = state.subscribers[name]?.waiter,
                    case .update(let update)? = state.subscribers[name]?.buffer.poll()
                else { continue }
                state.subscribers[name]?.waiter = nil
                woken.append((waiter, update))
            }
            return woken
        }
        for (waiter, update) in woken { waiter.resume(returning: update) }
    }

    /// Waits for the next update; `nil` at the end, or when the task is cancelled.
    func next(_ name: UInt64) async -> MemoryUpdate? {
        await withTaskCancellationHandler {
            await withCheckedContinuation { continuation in
                let now = state.withLock { state -> MemoryUpdate?? in
                    guard !Task.isCancelled, let poll = state.subscribers[name]?.buffer.poll() else {
                        return .some(nil)
                    }
                    switch poll {
                    case .update(let update): return update
                    case .end: return .some(nil)
                    case .empty:
                        precondition(
                            state.subscribers[name]?.waiter == nil,
                            "A subscription has one reader at a time; give each task its own.")
                        state.subscribers[name]?.waiter = continuation
                        return nil
                    }
                }
                if let now { continuation.resume(returning: now) }
            }
        } onCancel: {
            // Who is cancelled gets no more updates, and waits for none.
            unsubscribe(name)
        }
    }

    /// Ends every subscription once its buffer is told.
    func close() {
        let waiters = state.withLock { state in
            state.isClosed = true
            var waiters: [CheckedContinuation<MemoryUpdate?, Never>] = []
            for name in state.subscribers.keys {
                state.subscribers[name]?.buffer.close()
                if let waiter = state.subscribers[name]?.waiter.take() { waiters.append(waiter) }
            }
            return waiters
        }
        for waiter in waiters { waiter.resume(returning: nil) }
    }
}
