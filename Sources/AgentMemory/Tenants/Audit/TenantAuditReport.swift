public import AgentPrimitives

/// What checking a tenant's audit chain has found.
public struct TenantAuditReport: Hashable, Sendable {
    /// Entries whose hashes were found right, from the oldest that is kept.
    public let verified: Int
    /// The first entry that is missing or was changed; `nil` when the chain is whole.
    public let firstFault: Int64?
    /// The place of the newest entry; 0 for an empty chain.
    public let head: Int64
    /// The hash of the newest entry; whoever keeps it can tell later whether the end of the chain was cut off.
    public let headHash: SHA256Digest

    /// Whether the chain is whole.
    public var isValid: Bool { firstFault == nil }
}
