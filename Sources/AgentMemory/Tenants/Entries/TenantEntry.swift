/// An entry of a tenant's memory with its value.
public struct TenantEntry: Hashable, Sendable {
    /// Its names, version, times, tags and metadata.
    public let summary: TenantEntrySummary
    /// Its value.
    public let value: TenantValue
}
