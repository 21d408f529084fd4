extension ConfigurationKey {
    /// The clients' keys and their tenants.
    public static let memoryGatewayKeys: ConfigurationKey = "memory_gateway.keys"
    /// Requests per second of one tenant.
    public static let memoryGatewayRequestsPerSecond: ConfigurationKey = "memory_gateway.requests_per_second"
    /// Requests that an idle tenant may send at once.
    public static let memoryGatewayBurst: ConfigurationKey = "memory_gateway.burst"
    /// Bytes of one value.
    public static let memoryGatewayValueBytes: ConfigurationKey = "memory_gateway.value_bytes"
    /// Entries of one namespace.
    public static let memoryGatewayNamespaceItems: ConfigurationKey = "memory_gateway.namespace_items"
    /// Bytes of one namespace.
    public static let memoryGatewayNamespaceBytes: ConfigurationKey = "memory_gateway.namespace_bytes"
    /// Entries of one tenant.
    public static let memoryGatewayTenantItems: ConfigurationKey = "memory_gateway.tenant_items"
    /// Bytes of one tenant.
    public static let memoryGatewayTenantBytes: ConfigurationKey = "memory_gateway.tenant_bytes"
    /// What happens to a write that does not fit.
    public static let memoryGatewayWhenFull: ConfigurationKey = "memory_gateway.when_full"
    /// Whether reads are noted in the audit chain.
    public static let memoryGatewayAuditReads: ConfigurationKey = "memory_gateway.audit_reads"
    /// What a write survives.
    public static let memoryGatewayDurability: ConfigurationKey = "memory_gateway.durability"
}
