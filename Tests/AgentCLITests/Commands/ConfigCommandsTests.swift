internal import AgentPrimitives
internal import Testing

@testable internal import agent_cli

@Suite struct ConfigCommandsTests {
    private static let document = """
        {
          "model": "far",
          "models": [
            {"name": "far", "upstream": "openai-chat", "base_url": "http://127.0.0.1:1/v1", "model": "m", "api_key": "sk-very-secret"}
          ],
          "limits": {"max_steps": 5}
        }
        """

    @Test func showsWhereEachValueCameFrom() async throws {
        let workspace = try TemporaryWorkspace()
        try workspace.write(".agent/agent.json", Self.document)
        let environment = ["AGENT_MAX_TOKENS": "900"]
        let run = try await workspace.run(["config", "show", "--json"], environment: environment)
        #expect(run.code == .success)
        #expect(!run.output.contains("very-secret"))
        let settings = try #require(try run.document["settings"]?.arrayValue)
        func entry(_ key: String) -> JSONValue? { settings.first { $0["key"]?.stringValue == key } }
        #expect(entry("limits.max_steps")?["value"] == 5)
        #expect(entry("limits.max_steps")?["source"]?.stringValue?.hasSuffix("agent.json:6") == true)
        #expect(entry("limits.max_tokens")?["value"] == 900)
        #expect(entry("limits.max_tokens")?["source"] == "environment variable AGENT_MAX_TOKENS")
        #expect(entry("limits.tool_timeout_seconds")?["source"] == "default")
        #expect(try run.document["warnings"]?.arrayValue?.count == 1)

        let text = try await workspace.run(["config", "show"], environment: environment)
        #expect(text.output.contains("limits.max_tokens"))
        #expect(!text.output.contains("very-secret"))
        #expect(text.errors.contains("warning: "))
    }

    /// Configurations that cannot be used, and what the report names.
    private static let faults: [(String, String)] = [
        ("{", "agent.json"),
        (#"{"modle":"x"}"#, "modle"),
        (#"{"limits":{"max_steps":"many"}}"#, "limits.max_steps"),
        (#"{"policy":{"rules":[{"tool":"x"}]}}"#, "verdict"),
    ]

    @Test(arguments: faults)
    func checkSaysWhatIsWrong(document: String, place: String) async throws {
        let workspace = try TemporaryWorkspace()
        try workspace.write(".agent/agent.json", document)
        let text = try await workspace.run(["config", "check"])
        #expect(text.code == .failed)
        #expect(text.errors.contains(place))
        let json = try await workspace.run(["config", "check", "--json"])
        #expect(json.code == .failed)
        #expect(json.errors == "")
        #expect(try json.document["valid"] == false)
        #expect(try json.document["error"]?["message"]?.stringValue?.contains(place) == true)
        #expect(try await workspace.run(["config", "show"]).code == .usage)
    }

    @Test func checkAcceptsWhatCanBeUsed() async throws {
        let workspace = try TemporaryWorkspace()
        try workspace.write(".agent/agent.json", Self.document)
        let run = try await workspace.run(["config", "check", "--json"])
        #expect(run.code == .success)
        #expect(try run.document["valid"] == true)
        let piped = try await workspace.run(["config", "check", "--config", "-"], input: "{}")
        #expect(piped.code == .success)
    }
}
