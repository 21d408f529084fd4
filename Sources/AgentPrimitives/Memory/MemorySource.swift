/// A record that another one was made out of, pinned to its content.
public struct MemorySource: Hashable, Sendable {
    /// The record's name.
    public var id: String
    /// The digest of the record as it was, ``MemoryRecord/digest``.
    public var digest: SHA256Digest

    /// Names a source.
    public init(id: String, digest: SHA256Digest) {
        self.id = id
        self.digest = digest
    }
}

extension MemorySource {
    /// Pins a record as it is now.
    public init(_ record: MemoryRecord) {
        self.init(id: record.id, digest: record.digest)
    }
}
