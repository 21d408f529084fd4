/// How what an audit entry tells of has ended.
public enum TenantAuditOutcome: String, Hashable, Sendable, CaseIterable {
    /// Done.
    case done
    /// There was no such entry.
    case missing
    /// The entry was not what the request asked for.
    case preconditionFailed = "precondition-failed"
    /// The quota was reached.
    case overQuota = "over-quota"
}
