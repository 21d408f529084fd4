public import AgentPrimitives

/// One entry of a tenant's audit chain.
///
/// The chain holds digests in the place of names. They are made with a random salt of the tenant, which an erasure replaces, so
/// that afterwards nobody can find out by trying which names they stood for. The clear names stand beside the chain and go
/// with an erasure too.
public struct TenantAuditEntry: Hashable, Sendable {
    /// The place in the chain, from 1, without gaps.
    public let sequence: Int64
    /// When it happened.
    public let time: Timestamp
    /// What happened.
    public let action: TenantAuditAction
    /// How it ended.
    public let outcome: TenantAuditOutcome
    /// Bytes of the values that were written, read or removed.
    public let bytes: Int64
    /// Stands for the namespace; `nil` for what concerns all.
    public let namespaceDigest: SHA256Digest?
    /// Stands for namespace and key.
    public let keyDigest: SHA256Digest?
    /// Stands for the session that asked.
    public let sessionDigest: SHA256Digest?
    /// The namespace; `nil` after an erasure.
    public let namespace: String?
    /// The session; `nil` after an erasure.
    public let session: String?
    /// SHA-256 over the hash of the entry before and the canonical form of this one.
    public let hash: SHA256Digest
}

extension TenantAuditEntry {
    /// The hash that an entry has behind another.
    ///
    /// - Throws: never in practice; canonical JSON refuses only numbers that no entry has.
    func expectedHash(after previous: SHA256Digest) throws(JSONError) -> SHA256Digest {
        let document: JSONValue = [
            "action": .string(action.rawValue), "bytes": .int(bytes), "key": Self.text(keyDigest),
            "namespace": Self.text(namespaceDigest), "outcome": .string(outcome.rawValue), "sequence": .int(sequence),
            "session": Self.text(sessionDigest), "time": .int(time.microseconds),
        ]
        var hasher = SHA256Hasher()
        hasher.update(previous.bytes)
        hasher.update(try CanonicalJSON.encode(document, numbers: .exact))
        return hasher.finalize()
    }

    private static func text(_ digest: SHA256Digest?) -> JSONValue {
        digest.map { .string($0.description) } ?? .null
    }
}
