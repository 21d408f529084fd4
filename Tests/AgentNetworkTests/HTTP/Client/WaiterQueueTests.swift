import Testing

@testable internal import AgentNetwork

struct WaiterQueueTests {
    @Test func `First in, first out, and out of turn`() {
        var ids = WaiterQueue<String>.Sequence()
        var queue = WaiterQueue<String>()
        let (a, b, c) = (ids.next(), ids.next(), ids.next())
        queue.append("a", a)
        queue.append("b", b)
        queue.append("c", c)
        #expect(queue.first == a)
        #expect(queue.remove(b) == true)
        #expect(queue.remove(b) == false)
        #expect(queue.popFirst() == "a")
        #expect(queue.remove(a) == false)
        #expect(queue.first == c)
        #expect(queue.popFirst() == "c")
        #expect(queue.popFirst() == nil)
        #expect(queue.first == nil)
        #expect(queue.isEmpty)
    }

    @Test func `Random traffic against an array`() {
        var random = SeededGenerator(seed: 7)
        var ids = WaiterQueue<Int>.Sequence()
        var queue = WaiterQueue<Int>()
        var model: [(id: WaiterQueue<Int>.ID, value: Int)] = []
        for value in 0..<20_000 {
            switch Int.random(in: 0..<4, using: &random) {
            case 0, 1:
                let id = ids.next()
                queue.append(value, id)
                model.append((id, value))
            case 2:
                let expected = model.isEmpty ? nil : model.removeFirst().value
                #expect(queue.popFirst() == expected)
            default:
                guard let index = model.indices.randomElement(using: &random) else { continue }
                let id = model.remove(at: index).id
                #expect(queue.remove(id) == true)
            }
            #expect(queue.count == model.count)
            #expect(queue.first == model.first?.id)
        }
        #expect(queue.removeAll() == model.map(\.value))
        #expect(queue.isEmpty)
    }
}
