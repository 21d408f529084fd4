internal import AgentPrimitives

extension MemoryRecord {
    /// The size of the record's texts in UTF-8; what limits are measured by.
    var bytes: Int {
        let labels = tags.reduce(0) { $0 + $1.utf8.count }
        let facts = metadata.reduce(0) { $0 + $1.key.utf8.count + $1.value.utf8.count }
        return id.utf8.count + channel.name.utf8.count + text.utf8.count + labels + facts
    }
}
