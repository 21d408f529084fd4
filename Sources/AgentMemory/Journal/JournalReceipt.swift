/// What a journal answers to a write.
public struct JournalReceipt: Hashable, Sendable {
    /// The place of the first record; the others follow without gap.
    public var first: UInt64
    /// What the write changed besides.
    public var changes: JournalChanges

    /// Confirms a write.
    public init(first: UInt64, changes: JournalChanges = JournalChanges()) {
        self.first = first
        self.changes = changes
    }
}
