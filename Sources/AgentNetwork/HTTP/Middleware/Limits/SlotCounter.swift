internal import Synchronization

/// Counts out a fixed number of slots.
final class SlotCounter: Sendable {
    /// A slot that is in use; given back with its last reference.
    ///
    /// By its end and not by a call, because a response may be dropped in many places before its content is written.
    final class Slot: Sendable {
        private let counter: SlotCounter

        fileprivate init(_ counter: SlotCounter) {
            self.counter = counter
        }

        deinit {
            counter.used.subtract(1, ordering: .relaxed)
        }
    }

    private let limit: Int
    private let used = Atomic(0)

    init(limit: Int) {
        self.limit = limit
    }

    var usedCount: Int { used.load(ordering: .relaxed) }

    /// A slot; nil when all are in use.
    func take() -> Slot? {
        guard used.add(1, ordering: .relaxed).newValue <= limit else {
            used.subtract(1, ordering: .relaxed)
            return nil
        }
        return Slot(self)
    }
}
