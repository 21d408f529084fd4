internal import AgentPrimitives
internal import Testing

@testable internal import AgentMemory

@Suite struct RecencyWindowTests {
    @Test func keepsTheOrderOfArrival() {
        var window = RecencyWindow<Int>()
        for number in 1...3 { window.insert(number, named: "\(number)") }
        #expect(Array(window.latestFirst) == [3, 2, 1])
        #expect(window.insert(10, named: "1") == 1)
        #expect(Array(window.latestFirst) == [10, 3, 2])
        #expect(window["1"] == 10)
        #expect(window.removeOldest()?.name == "2")
        #expect(window.remove("3") == 3)
        #expect(window.remove("3") == nil)
        #expect(window.removeOldest()?.value == 10)
        #expect(window.removeOldest() == nil)
        #expect(window.count == 0)
    }

    /// Compares with a plain list under many random steps, so that holes open and close everywhere.
    @Test func behavesLikeAList() {
        let random = SeededRandomSource(seed: 3)
        var window = RecencyWindow<Int>()
        var list: [(name: String, value: Int)] = []
        for step in 0..<5000 {
            let name = "\(random.next() % 60)"
            switch random.next() % 4 {
            case 0, 1:
                window.insert(step, named: name)
                list.removeAll { $0.name == name }
                list.append((name, step))
            case 2:
                window.remove(name)
                list.removeAll { $0.name == name }
            default:
                let oldest = window.removeOldest()
                #expect(oldest?.value == list.first?.value)
                if !list.isEmpty { list.removeFirst() }
            }
            guard step.isMultiple(of: 10) else { continue }
            #expect(Array(window.latestFirst) == list.reversed().map(\.value))
            #expect(window.count == list.count)
            #expect(list.allSatisfy { window[$0.name] == $0.value })
        }
    }
}
