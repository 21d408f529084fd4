internal import AgentPrimitives

extension MemoryRecord {
    /// The size of the record's texts in UTF-8 and of its payload; what limits are measured by.
    var bytes: Int {
        let labels = tags.reduce(0) { $0 + $1.utf8.count }
        let facts = metadata.reduce(0) { $0 + $1.key.utf8.count + $1.value.utf8.count }
        let origins = taint.origins.reduce(0) { $0 + $1.utf8.count }
        return id.utf8.count + channel.name.utf8.count + text.utf8.count + labels + facts + origins + provenance.bytes
            + payload.count
    }
}

extension MemoryProvenance {
    fileprivate var bytes: Int {
        let texts = [session?.rawValue, tool, source].compactMap { $0?.utf8.count }.reduce(0, +)
        return sources.reduce(texts) { $0 + $1.id.utf8.count + $1.digest.bytes.count }
    }
}
