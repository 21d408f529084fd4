/// Where an agent's memory records are kept and found again.
public protocol MemoryStore: Sendable {
    /// Keeps a record; one with the same identifier is replaced.
    func remember(_ record: MemoryRecord) async throws

    /// The newest records, newest first, of one channel or of all.
    func recent(_ limit: Int, in channel: MemoryChannel?) async throws -> [MemoryRecord]

    /// The records that fit a text best, best first, that carry all of `tags`.
    func search(_ text: String, limit: Int, tags: Set<String>) async throws -> [MemoryMatch]
}
