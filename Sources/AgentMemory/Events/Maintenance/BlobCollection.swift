internal import AgentPrimitives

/// One round of looking for unused blobs: candidates, and how far the log was searched for their names.
struct BlobCollection: Sendable {
    /// Blobs stored at or after this instant stay.
    let cutoff: Timestamp
    /// The candidates whose names were not found so far.
    var scan: DigestScan
    /// How many candidates there were.
    let candidates: Int
    /// The last candidate in the order of digests; the next round starts behind it.
    let last: SHA256Digest
    /// How many removals of sessions there had been: after one, places before the cursor may hold new events.
    let removals: Int64
    /// The place of the last event that was searched.
    var position: Int64 = 0
    /// The number of the last snapshot that was searched.
    var snapshot: Int64 = 0
}
