internal import AgentPrimitives
internal import Testing

@testable internal import AgentMemory

@Suite struct SubscriptionBufferTests {
    @Test func tellsInOrder() {
        var buffer = SubscriptionBuffer(filter: .everything, capacity: 3, after: 0)
        #expect(buffer.poll() == .empty)
        for place in 1...3 { #expect(buffer.add(entry(place)) == true) }
        #expect(buffer.poll() == .update(.remembered(entry(1))))
        #expect(buffer.poll() == .update(.remembered(entry(2))))
        #expect(buffer.poll() == .update(.remembered(entry(3))))
        #expect(buffer.poll() == .empty)
    }

    @Test func tellsAGapInItsPlace() {
        var buffer = SubscriptionBuffer(filter: .everything, capacity: 2, after: 40)
        for place in 41...45 { _ = buffer.add(entry(place)) }
        #expect(buffer.poll() == .update(.remembered(entry(41))))
        // The gap takes the room that was made, and the next record is part of a further one.
        #expect(buffer.add(entry(46)) == false)
        #expect(buffer.poll() == .update(.remembered(entry(42))))
        #expect(buffer.poll() == .update(.lagged(missed: 3, after: 42)))
        #expect(buffer.poll() == .update(.lagged(missed: 1, after: 42)))
        #expect(buffer.add(entry(47)) == true)
        #expect(buffer.poll() == .update(.remembered(entry(47))))
    }

    @Test func tellsAGapAtTheEnd() {
        var buffer = SubscriptionBuffer(filter: .everything, capacity: 1, after: 0)
        for place in 1...3 { _ = buffer.add(entry(place)) }
        buffer.close()
        _ = buffer.add(entry(4))
        #expect(buffer.poll() == .update(.remembered(entry(1))))
        #expect(buffer.poll() == .update(.lagged(missed: 2, after: 1)))
        #expect(buffer.poll() == .end)
        #expect(buffer.poll() == .end)
    }

    @Test func takesOnlyWhatTheFilterMeans() {
        let filter = MemoryFilter(channel: .tool, tags: ["x"])
        var buffer = SubscriptionBuffer(filter: filter, capacity: 1, after: 0)
        _ = buffer.add(entry(1))
        _ = buffer.add(MemoryEntry(sequence: 2, record: .sample("2", channel: .tool)))
        let match = MemoryEntry(sequence: 3, record: .sample("3", channel: .tool, tags: ["x", "y"]))
        #expect(buffer.add(match) == true)
        #expect(buffer.poll() == .update(.remembered(match)))
        #expect(buffer.poll() == .empty)
    }

    @Test func holdsNoMoreThanItsCapacityForLong() {
        var buffer = SubscriptionBuffer(filter: .everything, capacity: 8, after: 0)
        var told: [Int] = []
        for place in 1...10_000 {
            #expect(buffer.add(entry(place)) == true)
            if case .update(.remembered(let entry)) = buffer.poll() { told.append(Int(entry.sequence)) }
        }
        #expect(told == Array(1...10_000))
    }

    private func entry(_ place: Int) -> MemoryEntry {
        MemoryEntry(sequence: UInt64(place), record: .sample("\(place)"))
    }
}
