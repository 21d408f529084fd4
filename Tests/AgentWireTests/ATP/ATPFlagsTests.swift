internal import Testing

@testable internal import AgentWire

@Suite struct ATPFlagsTests {
    @Test func flagsAreASetInOrder() {
        var flags: ATPFlags = [.syn, .more, .syn]
        #expect(Array(flags) == [.syn, .more])
        flags.insert(.ack)
        flags.insert(.more)
        #expect(Array(flags) == [.syn, .more, .ack])
        flags.remove(.more)
        flags.remove(.fin)
        #expect(Array(flags) == [.syn, .ack])
        #expect(flags.contains(.ack))
        #expect(!flags.contains(.more))
    }
}
