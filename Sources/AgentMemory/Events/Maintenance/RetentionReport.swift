public import AgentPrimitives

/// What a removal of old sessions came to.
public struct RetentionReport: Hashable, Sendable {
    /// The removed sessions, as they were, the longest unwritten first.
    public internal(set) var removed: [SessionSummary] = []
    /// How many sessions stayed against the policy's limits because they are unfinished or were to be kept.
    public internal(set) var spared = 0
    /// The blobs that went with them.
    public internal(set) var garbage = GarbageReport()
    /// The bytes in use before.
    public internal(set) var bytesBefore = 0
    /// The bytes in use after.
    public internal(set) var bytesAfter = 0
}
