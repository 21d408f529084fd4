import Testing

@testable internal import AgentNetwork

struct SourceTableTests {
    private final class Source: ReadinessSource {
        func becameReady(_ readiness: Readiness) {}
        func loopStopped() {}
    }

    @Test func `A token finds its own source until that is removed`() {
        var table = SourceTable()
        let first = Source()
        let second = Source()
        let firstToken = table.insert(first)
        let secondToken = table.insert(second)
        #expect(firstToken != 0)
        #expect(table[firstToken] === first)
        #expect(table[secondToken] === second)
        let isRemoved = table.remove(firstToken)
        let isRemovedAgain = table.remove(firstToken)
        #expect(isRemoved && !isRemovedAgain)
        #expect(table[firstToken] == nil)
        #expect(table.all.count == 1)
    }

    @Test func `A place that is used again has another token`() {
        var table = SourceTable()
        let source = Source()
        let old = table.insert(source)
        _ = table.remove(old)
        let new = table.insert(source)
        #expect(old != new)
        #expect(table[old] == nil)
        #expect(table[new] === source)
    }

    @Test func `A source that is gone is not found`() {
        var table = SourceTable()
        let token = table.insert(Source())
        #expect(table[token] == nil)
        #expect(table[0] == nil)
        #expect(table[.max] == nil)
    }
}
