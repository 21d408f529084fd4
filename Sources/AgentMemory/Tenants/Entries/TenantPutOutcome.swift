/// What came of a write.
public enum TenantPutOutcome: Hashable, Sendable {
    /// It is kept; `isNew` tells whether the name was free before.
    case stored(TenantEntrySummary, isNew: Bool)
    /// The entry is not what the precondition asks for; nothing was changed.
    case preconditionFailed
    /// There is no room within the tenant's quota; the entry that was there, if any, is still there.
    case overQuota(TenantQuotaExcess)
}
