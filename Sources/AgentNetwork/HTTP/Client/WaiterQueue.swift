/// Who waits, in the order of arrival; leaving costs no more than joining, wherever in the queue it happens.
struct WaiterQueue<Waiter> {
    struct ID: Equatable, Comparable {
        fileprivate let number: UInt64

        static func < (left: ID, right: ID) -> Bool { left.number < right.number }
    }

    /// Numbers of one sequence order waiters across several queues.
    struct Sequence {
        private var last: UInt64 = 0

        mutating func next() -> ID {
            last += 1
            return ID(number: last)
        }
    }

    /// A waiter that has left leaves a gap behind; ids ascend.
    private var entries: [(id: ID, waiter: Waiter?)] = []
    /// Everything before this index has been served or has left.
    private var start = 0
    private(set) var count = 0

    var isEmpty: Bool { count == 0 }

    /// Who came first, if anybody waits.
    var first: ID? { isEmpty ? nil : entries[start].id }

    mutating func append(_ waiter: Waiter, _ id: ID) {
        entries.append((id, waiter))
        count += 1
    }

    mutating func popFirst() -> Waiter? {
        guard !isEmpty else { return nil }
        let waiter = entries[start].waiter
        leave(at: start)
        return waiter
    }

    /// Takes a waiter out; false when it has left before.
    mutating func remove(_ id: ID) -> Bool {
        var low = start
        var high = entries.count
        while low < high {
            let middle = (low + high) / 2
            if entries[middle].id < id { low = middle + 1 } else { high = middle }
        }
        guard low < entries.count, entries[low].id == id, entries[low].waiter != nil else { return false }
        leave(at: low)
        return true
    }

    mutating func removeAll() -> [Waiter] {
        defer { self = WaiterQueue() }
        return entries[start...].compactMap(\.waiter)
    }

    private mutating func leave(at index: Int) {
        entries[index].waiter = nil
        count -= 1
        while start < entries.count, entries[start].waiter == nil { start += 1 }
        // At least as many gaps as waiters go, so each entry is moved a bounded number of times.
        guard entries.count > 2 * count + 16 else { return }
        entries = entries[start...].filter { $0.waiter != nil }
        start = 0
    }
}
