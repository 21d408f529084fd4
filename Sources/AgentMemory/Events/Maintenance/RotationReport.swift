/// What a change of keys came to.
public struct RotationReport: Hashable, Sendable {
    /// How many payloads, blobs and snapshots were encrypted anew.
    public internal(set) var rewritten = 0
    /// The ids of the keys that the file no longer needs.
    public internal(set) var retiredKeys: [String] = []
}
