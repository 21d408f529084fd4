internal import AgentPrimitives
internal import Synchronization

/// The appends that wait for the log's thread.
///
/// Whoever comes to the thread first commits everything that waits, since with full durability a commit costs the same for
/// one append as for a hundred; the others find their results when they come. The queue is as long as there are callers.
final class AppendQueue: Sendable {
    /// Names one append until its caller has the result.
    typealias Ticket = UInt64

    private struct State {
        var waiting: [(ticket: Ticket, append: PendingAppend)] = []
        var nextTicket: Ticket = 0
    }

    private let state = Mutex(State())

    func add(_ append: PendingAppend) -> Ticket {
        state.withLock { state in
            let ticket = state.nextTicket
            state.nextTicket += 1
            state.waiting.append((ticket, append))
            return ticket
        }
    }

    /// Takes at most `limit` appends, the longest waiting first.
    func take(limit: Int) -> [(ticket: Ticket, append: PendingAppend)] {
        state.withLock { state in
            let count = min(max(limit, 1), state.waiting.count)
            defer { state.waiting.removeFirst(count) }
            return Array(state.waiting.prefix(count))
        }
    }
}
