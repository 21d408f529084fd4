import Testing

@testable internal import AgentNetwork

struct TimerHeapTests {
    private let start = MonotonicTime.now

    @Test func `Fires in order of deadline, then of insertion`() {
        var heap = TimerHeap<String>()
        for (name, delay) in [("c", 3), ("a", 1), ("b1", 2), ("b2", 2), ("d", 4)] {
            _ = heap.insert(name, at: start + .seconds(delay))
        }
        #expect(heap.nextDeadline == start + .seconds(1))
        #expect(heap.popFirst(dueAt: start) == nil)
        var fired: [String] = []
        while let name = heap.popFirst(dueAt: start + .seconds(3)) { fired.append(name) }
        #expect(fired == ["a", "b1", "b2", "c"])
        #expect(heap.removeAll() == ["d"])
        #expect(heap.nextDeadline == nil)
    }

    @Test func `A removed timer's name does not hit the next one in its slot`() {
        var heap = TimerHeap<Int>()
        let first = heap.insert(1, at: start)
        #expect(heap.remove(first) == 1)
        _ = heap.insert(2, at: start)
        #expect(heap.remove(first) == nil)
        #expect(heap.popFirst(dueAt: start) == 2)
    }

    @Test func `Agrees with a sorted list under random use`() {
        var random = SeededGenerator(seed: 3)
        var heap = TimerHeap<Int>()
        var model: [(id: TimerHeap<Int>.ID, deadline: Int, payload: Int)] = []
        for payload in 0..<5000 {
            switch Int.random(in: 0..<4, using: &random) {
            case 0, 1:
                let deadline = Int.random(in: 0..<100, using: &random)
                model.append((heap.insert(payload, at: start + .seconds(deadline)), deadline, payload))
            case 2 where !model.isEmpty:
                let entry = model.remove(at: Int.random(in: 0..<model.count, using: &random))
                #expect(heap.remove(entry.id) == entry.payload)
            default:
                let now = Int.random(in: 0..<100, using: &random)
                let due = model.filter { $0.deadline <= now }.min {
                    ($0.deadline, $0.payload) < ($1.deadline, $1.payload)
                }
                #expect(heap.popFirst(dueAt: start + .seconds(now)) == due?.payload)
                model.removeAll { $0.payload == due?.payload }
            }
            #expect(heap.count == model.count)
            #expect(heap.nextDeadline == model.map(\.deadline).min().map { start + .seconds($0) })
        }
    }
}
