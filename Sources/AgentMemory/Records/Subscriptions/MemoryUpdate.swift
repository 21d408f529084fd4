/// What a subscriber of a memory is told.
public enum MemoryUpdate: Hashable, Sendable {
    /// A record was kept.
    case remembered(MemoryEntry)
    /// The subscriber was too slow for `missed` records.
    ///
    /// What it missed lies behind `after` in the journal, and can be read from there.
    case lagged(missed: Int, after: UInt64)
}
