/// How much a ``TenantStore`` takes of each tenant.
public struct TenantLimits: Hashable, Sendable {
    /// What happens to a write that does not fit, once what has expired is removed.
    public enum WhenFull: String, Hashable, Sendable, CaseIterable {
        /// It is refused: nothing that was acknowledged is lost.
        case refuse
        /// The entries that were written longest ago make room; each is noted in the audit chain.
        case evictOldest = "evict-oldest"
    }

    /// Bytes of one value.
    public var valueBytes = 1 << 20
    /// Bytes of the tags and metadata of one entry.
    public var factBytes = 16 << 10
    /// Entries of one namespace.
    public var namespaceItems = 10_000
    /// Bytes of one namespace.
    public var namespaceBytes = 256 << 20
    /// Entries of one tenant.
    public var tenantItems = 100_000
    /// Bytes of one tenant.
    public var tenantBytes = 1 << 30
    /// Tenants of the store.
    public var tenants = 10_000
    /// What happens to a write that does not fit.
    public var whenFull = WhenFull.refuse
    /// The longest time to live, in seconds: ten years.
    public var timeToLive = 315_360_000

    /// Bytes of an entry's text that searches can find; what follows is kept and not indexed.
    public var indexedBytes = 32 << 10
    /// Different words of an entry that searches can find.
    public var indexedWords = 2000
    /// Entries that one search compares by their vectors, the newest first.
    public var comparedVectors = 50_000
    /// Entries that one search or page returns at most.
    public var results = 1000
    /// Bytes of values that one search or page of an export returns; at least one entry comes in any case.
    public var resultBytes = 4 << 20

    /// Audit entries that are kept for each tenant; the oldest are dropped and the chain is checked from there on.
    public var auditEntries = 1_000_000
    /// Whether reads are noted in the audit chain too; each then costs a write.
    public var auditsReads = false

    /// Takes the defaults.
    public init() {}
}
