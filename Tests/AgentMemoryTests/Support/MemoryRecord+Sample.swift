internal import AgentPrimitives

extension MemoryRecord {
    /// A record with as much as a test needs.
    static func sample(
        _ id: String, _ text: String = "text", channel: MemoryChannel = .input, tags: Set<String> = [], time: Int64 = 0,
        expiry: Int64? = nil
    ) -> MemoryRecord {
        MemoryRecord(
            id: id, time: Timestamp(microseconds: time), channel: channel, text: text, tags: tags,
            expiry: expiry.map { Timestamp(microseconds: $0) })
    }
}
