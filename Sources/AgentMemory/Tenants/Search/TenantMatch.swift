/// An entry that a search found.
public struct TenantMatch: Hashable, Sendable {
    /// The entry's names, version, times, tags and metadata.
    public let summary: TenantEntrySummary
    /// Its value; `nil` where the values of better matches have used up the room of the answer.
    public let value: TenantValue?
    /// Larger fits better; comparable within one answer only.
    public let score: Double
}
