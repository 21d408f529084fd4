public import AgentPrimitives

/// What is known of an entry besides its value.
public struct TenantEntrySummary: Hashable, Sendable {
    /// The part of the memory.
    public let namespace: TenantNamespace
    /// The name in it.
    public let key: TenantKey
    /// The number of the tenant's change that wrote the entry: larger for every later write, also after a deletion.
    public let version: Int64
    /// When the name was first written; a deletion or expiry in between starts it anew.
    public let created: Timestamp
    /// When the entry was last written.
    public let updated: Timestamp
    /// When the entry will be gone; `nil` for never.
    public let expires: Timestamp?
    /// The media type of the value.
    public let contentType: String
    /// Bytes of the value.
    public let valueBytes: Int
    /// Labels to filter by.
    public let tags: Set<String>
    /// Further facts.
    public let metadata: [String: String]
}
