/// An audit entry that is to be made.
struct TenantAuditNote: Sendable {
    let action: TenantAuditAction
    var outcome = TenantAuditOutcome.done
    var bytes = 0
    var namespace: String?
    var key: String?
    var session: String?
}
