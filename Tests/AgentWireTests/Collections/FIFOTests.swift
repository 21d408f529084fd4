internal import Testing

@testable internal import AgentWire

@Suite struct FIFOTests {
    @Test func behavesLikeAnArray() {
        var random = Mutator(seed: 7)
        var queue = FIFO<Int>()
        var model: [Int] = []
        for number in 0..<20_000 {
            switch random.below(10) {
            case 0..<5:
                queue.append(number)
                model.append(number)
            case 5..<9:
                #expect(queue.popFirst() == (model.isEmpty ? nil : model.removeFirst()))
            default:
                let wanted = model.isEmpty ? -1 : random.pick(model)
                let expected = model.firstIndex(of: wanted).map { model.remove(at: $0) }
                #expect(queue.removeFirst { $0 == wanted } == expected)
            }
            #expect(queue.count == model.count)
            #expect(queue.isEmpty == model.isEmpty)
            #expect(queue.first == model.first)
        }
        #expect(queue.removeAll() == model)
        #expect(queue.isEmpty)
    }

    @Test func takenElementsAreReleased() {
        final class Token: Sendable {}
        var queue = FIFO<Token>()
        weak var token: Token?
        do {
            let first = Token()
            token = first
            queue.append(first)
            queue.append(Token())
        }
        #expect(token != nil)
        _ = queue.popFirst()
        #expect(token == nil)
        #expect(queue.count == 1)
    }
}
