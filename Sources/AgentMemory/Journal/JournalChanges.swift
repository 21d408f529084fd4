/// What a change took out of a journal besides what it put in.
public struct JournalChanges: Hashable, Sendable {
    /// Records that are gone.
    public var erased: [String]
    /// Records that are listed again, since the summary that stood for them is gone.
    public var restored: [String]

    /// Lists the changes; by default there are none.
    public init(erased: [String] = [], restored: [String] = []) {
        self.erased = erased
        self.restored = restored
    }
}
