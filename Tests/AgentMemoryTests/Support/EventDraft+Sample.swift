internal import AgentPrimitives

extension EventDraft {
    /// A draft that is told from others by its number.
    static func sample(_ number: Int, padding: Int = 0) throws -> EventDraft {
        let text = String(repeating: "x", count: padding)
        return try EventDraft(
            kind: EventKind(rawValue: "test.step"), payload: ["number": .int(number), "padding": .string(text)],
            time: Timestamp(microseconds: 1_700_000_000_000_000 + Int64(number)))
    }

    static func samples(_ numbers: Range<Int>, padding: Int = 0) throws -> [EventDraft] {
        try numbers.map { try sample($0, padding: padding) }
    }
}
