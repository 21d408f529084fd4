/// What an audit entry tells of.
public enum TenantAuditAction: String, Hashable, Sendable, CaseIterable {
    /// A write.
    case put
    /// A read.
    case get
    /// A deletion.
    case delete
    /// A list of a namespace.
    case list
    /// A search.
    case search
    /// An export of all entries.
    case export
    /// An erasure of all entries.
    case erase
    /// The removal of an entry whose time was over.
    case expire
    /// The removal of an entry to make room.
    case evict
}
