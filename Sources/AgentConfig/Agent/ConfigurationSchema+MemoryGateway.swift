extension ConfigurationSchema {
    /// The settings of the memory gateway; they stand in a group of their own.
    static let memoryGateway: [ConfigurationSetting] = [
        ConfigurationSetting(
            .memoryGatewayKeys, .list(secretFields: ["key"]),
            summary: "The keys of the memory gateway's clients: key, tenants and name."),
        ConfigurationSetting(
            .memoryGatewayRequestsPerSecond, .integer(1...1_000_000), default: .integer(10),
            summary: "Requests per second that one tenant may send in the long run."),
        ConfigurationSetting(
            .memoryGatewayBurst, .integer(1...1_000_000), default: .integer(250),
            summary: "Requests that a tenant which was idle may send at once."),
        ConfigurationSetting(
            .memoryGatewayValueBytes, .integer(1...67_108_864), default: .integer(1 << 20),
            summary: "Bytes of one request's content, and so of one value."),
        ConfigurationSetting(
            .memoryGatewayNamespaceItems, .integer(0...Int.max), default: .integer(10_000),
            summary: "Entries of one namespace."),
        ConfigurationSetting(
            .memoryGatewayNamespaceBytes, .integer(0...Int.max), default: .integer(256 << 20),
            summary: "Bytes of one namespace."),
        ConfigurationSetting(
            .memoryGatewayTenantItems, .integer(0...Int.max), default: .integer(100_000),
            summary: "Entries of one tenant."),
        ConfigurationSetting(
            .memoryGatewayTenantBytes, .integer(0...Int.max), default: .integer(1 << 30),
            summary: "Bytes of one tenant."),
        ConfigurationSetting(
            .memoryGatewayWhenFull, .text(choices: ["refuse", "evict-oldest"]), default: .text("refuse"),
            summary: "What happens to a write that does not fit, once what has expired is removed."),
        ConfigurationSetting(
            .memoryGatewayAuditReads, .boolean, default: .boolean(false),
            summary: "Whether reads are noted in the audit chain; each then costs a write."),
        ConfigurationSetting(
            .memoryGatewayDurability, .text(choices: ["normal", "full"]), default: .text("normal"),
            summary: "What a write survives: a crash of the process, or a power cut as well."),
    ]
}
