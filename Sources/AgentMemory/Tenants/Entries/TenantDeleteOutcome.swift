/// What came of a deletion.
public enum TenantDeleteOutcome: Hashable, Sendable {
    /// The entry is gone.
    case deleted
    /// There was none.
    case missing
    /// The entry is not what the precondition asks for; it is still there.
    case preconditionFailed
}
