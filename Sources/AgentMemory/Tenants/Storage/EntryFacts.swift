internal import AgentPrimitives

/// The tags and metadata of an entry as they are stored, and what the entry weighs.
struct EntryFacts: Sendable {
    /// A JSON array, sorted.
    let tags: String
    /// A JSON object, sorted.
    let metadata: String
    /// Bytes that count against the quota.
    let charge: Int

    /// Checks a write against the limits.
    ///
    /// - Throws: ``MemoryError`` with code `invalid`.
    init(
        _ write: TenantWrite, _ namespace: TenantNamespace, _ key: TenantKey, limits: TenantLimits
    ) throws(MemoryError) {
        tags = JSONValue.array(write.tags.sorted().map { .string($0) }).text()
        let facts = write.metadata.sorted { $0.key < $1.key }
        metadata = JSONValue.object(JSONObject(facts.map { ($0.key, .string($0.value)) })).text()
        let value = write.value.bytes.count
        guard value <= limits.valueBytes else {
            throw MemoryError(
                .invalid, "expected a value of at most \(limits.valueBytes) bytes, found \(value); store it in parts")
        }
        let besides = tags.utf8.count + metadata.utf8.count + write.value.contentType.utf8.count
        guard besides <= limits.factBytes else {
            throw MemoryError(
                .invalid,
                "expected tags and metadata of at most \(limits.factBytes) bytes, found \(besides); shorten them")
        }
        // It goes out again as a header field.
        let type = write.value.contentType.utf8
        guard !type.isEmpty, type.allSatisfy({ (0x20...0x7E).contains($0) }) else {
            throw MemoryError(
                .invalid, "expected a media type of visible ASCII characters, such as text/plain; correct it")
        }
        if let seconds = write.timeToLive, !(1...limits.timeToLive).contains(seconds) {
            throw MemoryError(
                .invalid, "expected a time to live from 1 to \(limits.timeToLive) seconds, found \(seconds)")
        }
        charge = value + besides + namespace.rawValue.utf8.count + key.rawValue.utf8.count
    }
}
