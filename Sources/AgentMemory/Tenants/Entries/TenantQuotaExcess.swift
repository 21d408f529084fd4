/// Which quota a write would pass; it tells of nothing but the tenant's own memory.
public enum TenantQuotaExcess: Hashable, Sendable, CustomStringConvertible {
    /// Entries of the namespace; the limit.
    case namespaceItems(limit: Int)
    /// Bytes of the namespace; the limit.
    case namespaceBytes(limit: Int)
    /// Entries of the tenant; the limit.
    case tenantItems(limit: Int)
    /// Bytes of the tenant; the limit.
    case tenantBytes(limit: Int)
    /// Another tenant would be one too many for this store.
    case tenants

    /// What was expected and what to do.
    public var description: String {
        switch self {
        case .namespaceItems(let limit):
            "the namespace holds its quota of \(limit) entries; delete some, or use another namespace"
        case .namespaceBytes(let limit):
            "the entry does not fit in the namespace's quota of \(limit) bytes; delete some entries, or use another namespace"
        case .tenantItems(let limit): "the tenant holds its quota of \(limit) entries; delete some"
        case .tenantBytes(let limit):
            "the entry does not fit in the tenant's quota of \(limit) bytes; delete some entries"
        case .tenants: "this store takes no further tenants; ask its operator to raise the limit"
        }
    }
}
