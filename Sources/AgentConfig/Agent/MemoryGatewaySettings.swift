/// The settings of the memory gateway.
///
/// A setting that no layer sets is `nil`; the gateway's own default counts then.
public struct MemoryGatewaySettings: Sendable {
    /// The clients' keys.
    public var keys: [GatewayKeyEntry]
    /// Requests per second of one tenant in the long run.
    public var requestsPerSecond: Int?
    /// Requests that an idle tenant may send at once.
    public var burst: Int?
    /// Bytes of one value.
    public var valueBytes: Int?
    /// Entries of one namespace.
    public var namespaceItems: Int?
    /// Bytes of one namespace.
    public var namespaceBytes: Int?
    /// Entries of one tenant.
    public var tenantItems: Int?
    /// Bytes of one tenant.
    public var tenantBytes: Int?
    /// What happens to a write that does not fit: `refuse` or `evict-oldest`.
    public var whenFull: String?
    /// Whether reads are noted in the audit chain.
    public var auditsReads: Bool?
    /// What a write survives: `normal` or `full`.
    public var durability: String?

    init(_ configuration: Configuration) throws(ConfigurationError) {
        keys = try GatewayKeyEntry.list(configuration.node(.memoryGatewayKeys))
        requestsPerSecond = configuration.integer(.memoryGatewayRequestsPerSecond)
        burst = configuration.integer(.memoryGatewayBurst)
        valueBytes = configuration.integer(.memoryGatewayValueBytes)
        namespaceItems = configuration.integer(.memoryGatewayNamespaceItems)
        namespaceBytes = configuration.integer(.memoryGatewayNamespaceBytes)
        tenantItems = configuration.integer(.memoryGatewayTenantItems)
        tenantBytes = configuration.integer(.memoryGatewayTenantBytes)
        whenFull = configuration.text(.memoryGatewayWhenFull)
        auditsReads = configuration.boolean(.memoryGatewayAuditReads)
        durability = configuration.text(.memoryGatewayDurability)
    }
}
