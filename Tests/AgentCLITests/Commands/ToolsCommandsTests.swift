internal import AgentPrimitives
internal import Testing

@testable internal import agent_cli

@Suite struct ToolsCommandsTests {
    @Test func listsTheTools() async throws {
        let workspace = try TemporaryWorkspace()
        let tools = try #require(try await workspace.run(["tools", "list", "--json"]).document["tools"]?.arrayValue)
        let names = tools.compactMap { $0["name"]?.stringValue }
        #expect(names == ["fs.read", "fs.list", "fs.search", "calc", "clock.now"])
        let text = try await workspace.run(["tools", "list"]).output
        #expect(names.allSatisfy { text.contains($0) })
    }

    @Test func printsASchema() async throws {
        let workspace = try TemporaryWorkspace()
        let schema = try await workspace.run(["tools", "schema", "calc"]).document
        #expect(schema["properties"]?["expression"]?["type"] == "string")
        #expect(schema["required"] == ["expression"])
        #expect(try await workspace.run(["tools", "schema", "calk"]).errors.contains("try calc"))
    }

    @Test func callsThroughTheGateAndRecords() async throws {
        let workspace = try TemporaryWorkspace()
        let run = try await workspace.run(["tools", "call", "calc", #"{"expression":"17*23"}"#, "--json"])
        #expect(run.code == .success)
        #expect(try run.document["status"] == "finished")
        #expect(try run.document["content"]?.stringValue?.contains("391") == true)
        let session = try #require(try run.document["session"]?.stringValue)
        let events = try await workspace.run(["inspect", session, "--json"]).document["events"]?.arrayValue
        #expect(events?.compactMap { $0["kind"]?.stringValue } == ["call.decided", "call.started", "call.finished"])
        #expect(try await workspace.run(["replay", session]).code == .success)
        #expect(try await workspace.run(["resume", session]).code == .success)
        let piped = try await workspace.run(["tools", "call", "calc", "-"], input: #"{"expression":"6*7"}"#)
        #expect(piped.output.contains("42"))
    }

    /// How a call ends.
    private static let endings: [(words: [String], configuration: String, code: ExitCode)] = [
        (["calc", #"{"expression":"1/"}"#], "{}", .failed),
        (["calc", #"{"other":1}"#], "{}", .failed),
        (["calk", "{}"], "{}", .usage),
        (["calc", "{"], "{}", .usage),
        (["calc", "[1]"], "{}", .usage),
        (["fs.read", #"{"path":"../outside"}"#], "{}", .failed),
        (["calc", #"{"expression":"1"}"#], #"{"policy":{"rules":[]}}"#, .denied),
        (["fs.list", "{}"], #"{"capabilities":[]}"#, .denied),
        (
            ["calc", #"{"expression":"1"}"#], #"{"policy":{"rules":[{"tool":"calc","verdict":"escalate"}]}}"#,
            .awaitingApproval
        ),
    ]

    @Test(arguments: endings)
    func everyEndingHasACode(words: [String], configuration: String, code: ExitCode) async throws {
        let workspace = try TemporaryWorkspace()
        try workspace.write(".agent/agent.json", configuration)
        let run = try await workspace.run(["tools", "call"] + words)
        #expect(run.code == code)
        #expect(run.output == "")
        #expect(run.errors.hasPrefix("error: "))
        if code != .usage {
            let json = try await workspace.run(["tools", "call"] + words + ["--json"])
            #expect(json.code == code)
            #expect(try json.document["status"] != nil)
        }
    }
}
