internal import AgentMemory
internal import AgentPrimitives
internal import Testing

@Suite struct VolatileMemoryTests {
    @Test func keepsTheNewestRecords() {
        var memory = VolatileMemory(limits: limits(records: 3))
        for number in 1...5 { memory.insert(.sample("\(number)")) }
        #expect(memory.recent(10).map(\.id) == ["5", "4", "3"])
        #expect(memory.recent(2).map(\.id) == ["5", "4"])
        #expect(memory.recent(-1).isEmpty)
        #expect(memory.count == 3)
        #expect(!memory.isComplete)
        #expect(memory.record("2") == nil)
        #expect(memory.record("3")?.id == "3")
    }

    @Test func keepsTwoHundredFiftySixByDefault() {
        var memory = VolatileMemory()
        for number in 0..<300 { memory.insert(.sample("\(number)")) }
        #expect(memory.count == 256)
    }

    @Test func keepsWithinItsSize() {
        // Each record has one byte of name, five of channel and four of text.
        var memory = VolatileMemory(limits: limits(bytes: 25))
        for name in ["a", "b", "c"] { memory.insert(.sample(name)) }
        #expect(memory.recent(9).map(\.id) == ["c", "b"])
        #expect(memory.bytes == 20)
        memory.insert(.sample("d", "a text of twenty!!!"))
        #expect(memory.recent(9).map(\.id) == ["d"])
        #expect(memory.bytes == 25)
    }

    @Test func doesNotPushOthersOutForARecordThatIsTooLarge() {
        var memory = VolatileMemory(limits: limits(bytes: 25))
        memory.insert(.sample("a"))
        memory.insert(.sample("b", "a text of twenty-six bytes"))
        #expect(memory.recent(9).map(\.id) == ["a"])
        #expect(!memory.isComplete)
        memory.insert(.sample("a", "a text of twenty-six bytes"))
        #expect(memory.recent(9).isEmpty)
        #expect(memory.bytes == 0)
    }

    @Test func replacesARecordOfTheSameIdentifier() {
        var memory = VolatileMemory(limits: limits(records: 2))
        for (id, text) in [("a", "1"), ("b", "2"), ("a", "3")] { memory.insert(.sample(id, text)) }
        #expect(memory.recent(9).map(\.text) == ["3", "2"])
        #expect(memory.isComplete)
        memory.insert(.sample("c"))
        #expect(memory.recent(9).map(\.id) == ["c", "a"])
    }

    @Test func listsOneChannel() {
        var memory = VolatileMemory()
        memory.insert(.sample("a", channel: .tool))
        memory.insert(.sample("b", channel: .custom("notes")))
        memory.insert(.sample("c", channel: .tool))
        #expect(memory.recent(9, in: .tool).map(\.id) == ["c", "a"])
        #expect(memory.recent(9, in: .custom("notes")).map(\.id) == ["b"])
        #expect(memory.recent(9, in: .output).isEmpty)
    }

    @Test func keepsNothingWithoutRoom() {
        var memory = VolatileMemory(limits: limits(records: 0))
        memory.insert(.sample("a"))
        #expect(memory.count == 0)
    }

    @Test func forgetsWhatIsExpiredForGood() {
        var memory = VolatileMemory()
        for (id, expiry) in [("a", 10), ("b", 20)] as [(String, Int64)] {
            var record = MemoryRecord.sample(id)
            record.expiry = Timestamp(microseconds: expiry)
            memory.insert(record)
        }
        memory.insert(.sample("c"))
        memory.expire(at: Timestamp(microseconds: 9))
        #expect(memory.count == 3)
        memory.expire(at: Timestamp(microseconds: 10))
        #expect(memory.recent(9).map(\.id) == ["c", "b"])
        memory.expire(at: Timestamp(microseconds: 5))
        #expect(memory.record("a") == nil)
        #expect(memory.bytes == 20)
        #expect(memory.isComplete)
        memory.remove("c")
        #expect(memory.recent(9).map(\.id) == ["b"])
    }

    private func limits(records: Int = 256, bytes: Int = 1 << 20) -> VolatileMemory.Limits {
        var limits = VolatileMemory.Limits()
        limits.records = records
        limits.bytes = bytes
        return limits
    }
}
