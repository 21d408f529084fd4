internal import AgentConfig
internal import AgentPrimitives
internal import Testing

@Suite struct MemoryGatewaySettingsTests {
    private func settings(_ text: String) throws -> MemoryGatewaySettings {
        try AgentSettings.load(file: .contents(Array(text.utf8), name: "test.json")).memoryGateway
    }

    @Test func readsKeysAndLimits() throws {
        let settings = try settings(
            """
            {"memory_gateway": {"keys": [{"key": "env:A", "tenants": ["a", "b"]}, {"name": "ops", "key": "env:B", "tenants": ["*"]}],
             "burst": 5, "when_full": "evict-oldest", "audit_reads": true}}
            """)
        #expect(settings.keys.map(\.name) == ["key 1", "ops"])
        #expect(settings.keys.map(\.tenants) == [["a", "b"], ["*"]])
        #expect(settings.keys[0].key == .named("A"))
        #expect(settings.burst == 5 && settings.whenFull == "evict-oldest" && settings.auditsReads == true)
        #expect(settings.requestsPerSecond == 10)
    }

    @Test(arguments: [
        #"{"memory_gateway": {"keys": [{"tenants": ["a"]}]}}"#,
        #"{"memory_gateway": {"keys": [{"key": "env:A"}]}}"#,
        #"{"memory_gateway": {"keys": [{"key": "env:A", "tenants": []}]}}"#,
        #"{"memory_gateway": {"keys": [{"key": "env:A", "tenants": ["a/b"]}]}}"#,
        #"{"memory_gateway": {"keys": [{"key": "env:A", "tenants": ["a"], "role": "x"}]}}"#,
        #"{"memory_gateway": {"keys": [{"name": "n", "key": "env:A", "tenants": ["a"]}, {"name": "n", "key": "env:B", "tenants": ["b"]}]}}"#,
        #"{"memory_gateway": {"when_full": "drop"}}"#,
        #"{"memory_gateway": {"burst": 0}}"#,
        #"{"memory_gateway": {"no_such": 1}}"#,
    ])
    func refusesMistakes(_ text: String) {
        #expect(throws: ConfigurationError.self) { try settings(text) }
    }

    @Test func neverShowsAKey() throws {
        let text = #"{"memory_gateway": {"keys": [{"key": "hush-hush", "tenants": ["a"]}]}}"#
        let settings = try AgentSettings.load(file: .contents(Array(text.utf8), name: "test.json"))
        #expect(!settings.configuration.report().contains { $0.valueText.contains("hush") })
        #expect(settings.warnings.contains { $0.contains("memory_gateway.keys") && !$0.contains("hush") })
    }
}
