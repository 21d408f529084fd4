/// Timers ordered by deadline; equal deadlines fire in the order of insertion.
///
/// Insertion and removal are logarithmic. Cancelled timers leave at once and do not wait for their time: a read timeout is
/// set and cancelled for almost every read.
struct TimerHeap<Payload: Sendable>: Sendable {
    struct ID: Sendable, Hashable {
        fileprivate let slot: Int
        /// Tells this timer from a later one in the same slot.
        fileprivate let sequence: UInt64
    }

    private struct Entry: Sendable {
        let deadline: MonotonicTime
        let sequence: UInt64
        let payload: Payload
        var heapIndex: Int
    }

    private var slots: [Entry?] = []
    private var freeSlots: [Int] = []
    /// Slot numbers as a binary min-heap.
    private var heap: [Int] = []
    private var nextSequence: UInt64 = 0

    var count: Int { heap.count }

    var nextDeadline: MonotonicTime? {
        heap.first.flatMap { slots[$0]?.deadline }
    }

    mutating func insert(_ payload: Payload, at deadline: MonotonicTime) -> ID {
        let entry = Entry(deadline: deadline, sequence: nextSequence, payload: payload, heapIndex: heap.count)
        nextSequence += 1
        let slot = freeSlots.popLast() ?? slots.count
        if slot == slots.count { slots.append(entry) } else { slots[slot] = entry }
        heap.append(slot)
        siftUp(heap.count - 1)
        return ID(slot: slot, sequence: entry.sequence)
    }

    /// Removes a timer; nil when it has fired or was removed before.
    @discardableResult
    mutating func remove(_ id: ID) -> Payload? {
        guard id.slot < slots.count, let entry = slots[id.slot], entry.sequence == id.sequence else { return nil }
        removeFromHeap(at: entry.heapIndex)
        slots[id.slot] = nil
        freeSlots.append(id.slot)
        return entry.payload
    }

    /// Removes the first timer if its deadline is not after `now`.
    mutating func popFirst(dueAt now: MonotonicTime) -> Payload? {
        guard let slot = heap.first, let entry = slots[slot], entry.deadline <= now else { return nil }
        return remove(ID(slot: slot, sequence: entry.sequence))
    }

    /// Removes every timer.
    mutating func removeAll() -> [Payload] {
        defer { self = TimerHeap() }
        return slots.compactMap { $0?.payload }
    }

    private mutating func removeFromHeap(at index: Int) {
        let last = heap.count - 1
        if index != last { swapAt(index, last) }
        heap.removeLast()
        guard index < heap.count else { return }
        siftDown(index)
        siftUp(index)
    }

    private mutating func siftUp(_ start: Int) {
        var index = start
        while index > 0, isBefore(index, (index - 1) / 2) {
            swapAt(index, (index - 1) / 2)
            index = (index - 1) / 2
        }
    }

    private mutating func siftDown(_ start: Int) {
        var index = start
        while true {
            var first = index
            for child in [2 * index + 1, 2 * index + 2] where child < heap.count && isBefore(child, first) {
                first = child
            }
            guard first != index else { return }
            swapAt(index, first)
            index = first
        }
    }

    private func isBefore(_ left: Int, _ right: Int) -> Bool {
        guard let left = slots[heap[left]], let right = slots[heap[right]] else { return false }
        return (left.deadline, left.sequence) < (right.deadline, right.sequence)
    }

    private mutating func swapAt(_ left: Int, _ right: Int) {
        heap.swapAt(left, right)
        slots[heap[left]]?.heapIndex = left
        slots[heap[right]]?.heapIndex = right
    }
}
