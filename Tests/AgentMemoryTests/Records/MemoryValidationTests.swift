internal import AgentPrimitives
internal import Testing

@testable internal import AgentMemory

@Suite struct MemoryValidationTests {
    private static let bad: [(String, MemoryRecord)] = [
        ("empty identifier", .sample("")),
        ("NUL in the identifier", .sample("a\u{0}b")),
        ("line end in the identifier", .sample("a\nb")),
        ("long identifier", .sample(String(repeating: "x", count: 513))),
        ("large text", .sample("a", String(repeating: "x", count: 1 << 20))),
        ("too many tags", .sample("a", tags: Set((0..<65).map { "\($0)" }))),
        ("long tag", .sample("a", tags: [String(repeating: "x", count: 257)])),
        ("empty channel", .sample("a", channel: .custom(""))),
        ("built-in name as a custom channel", .sample("a", channel: .custom("input"))),
        ("expired on arrival", .sample("a", expiry: 100)),
        ("expired long ago", .sample("a", expiry: .min)),
    ]

    @Test(arguments: bad) func refuses(what: String, record: MemoryRecord) {
        let error = #expect(throws: MemoryError.self, "\(what)") {
            try record.validate(MemoryLimits(), at: Timestamp(microseconds: 100))
        }
        #expect(error?.code == .invalid)
    }

    @Test func refusesTooManyFacts() {
        var record = MemoryRecord.sample("a")
        for number in 0..<65 { record.metadata["\(number)"] = "" }
        #expect(throws: MemoryError.self) { try record.validate(MemoryLimits(), at: Timestamp(microseconds: 0)) }
        record.metadata = [:]
        record.payload = [UInt8](repeating: 0, count: 1 << 20)
        #expect(throws: MemoryError.self) { try record.validate(MemoryLimits(), at: Timestamp(microseconds: 0)) }
        record.payload = []
        record.provenance.sources = (0..<1025).map { MemorySource(id: "\($0)", digest: .zero) }
        #expect(throws: MemoryError.self) { try record.validate(MemoryLimits(), at: Timestamp(microseconds: 0)) }
    }

    @Test func takesWhatIsOddButRight() throws {
        for record in [
            MemoryRecord.sample("ü 🚀 'quoted'", "\u{0}\n"), .sample("a", "", tags: [""], expiry: 101),
            .sample("a", channel: .custom("Input"), expiry: .max),
        ] { try record.validate(MemoryLimits(), at: Timestamp(microseconds: 100)) }
    }
}
