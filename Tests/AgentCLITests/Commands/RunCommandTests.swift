internal import AgentPrimitives
internal import Foundation
internal import Testing

@testable internal import agent_cli

@Suite struct RunCommandTests {
    private static let builtin = ["--model", "builtin/extractive"]

    @Test func answersAndNamesTheSession() async throws {
        let workspace = try TemporaryWorkspace()
        let run = try await workspace.run(["run", "When does the museum close on Fridays?"] + Self.builtin)
        #expect(run.code == .success)
        #expect(run.output.contains("closes at noon"))
        #expect(run.output.contains("hours.md:"))
        let last = try #require(run.output.split(separator: "\n").last)
        #expect(last.hasPrefix("session ses_"))
        #expect(run.errors == "Using the model builtin/extractive, because flag --model names it.\n")
    }

    @Test func printsEventsAndAResultAsJSONLines() async throws {
        let workspace = try TemporaryWorkspace()
        let run = try await workspace.run(["run", "What is 17*23?", "--json"] + Self.builtin)
        let lines = try run.lines
        #expect(lines.dropLast().map { $0["sequence"]?.intValue } == (1..<lines.count).map { $0 })
        #expect(lines.first?["kind"] == "session.configured")
        #expect(lines.allSatisfy { ($0["time"] != nil && $0["payload"] != nil) || $0["kind"] == "final" })
        let final = try #require(lines.last)
        #expect(final["kind"] == "final")
        #expect(final["status"] == "completed")
        #expect(final["text"]?.stringValue?.contains("391") == true)
        #expect(final["cost_usd_micros"] == 0)
        #expect((final["usage"]?["input_tokens"]?.intValue ?? 0) > 0)
        #expect((final["usage"]?["output_tokens"]?.intValue ?? 0) > 0)
        #expect(final["reason"] == nil)
    }

    @Test func readsTheQuestionFromStandardInput() async throws {
        let workspace = try TemporaryWorkspace()
        let run = try await workspace.run(["run", "-"] + Self.builtin, input: "What is 6*7?\n")
        #expect(run.code == .success)
        #expect(run.output.contains("42"))
    }

    @Test(arguments: ["", " \n"])
    func refusesAnEmptyQuestion(question: String) async throws {
        let workspace = try TemporaryWorkspace()
        #expect(try await workspace.run(["run", question]).code == .usage)
        #expect(try await workspace.run(["run", "-"], input: question).code == .usage)
    }

    @Test func refusesAQuestionThatIsNoText() async throws {
        let workspace = try TemporaryWorkspace()
        let run = try await CapturedRun(["run", "-", "--workspace", workspace.path], input: [0x41, 0xff])
        #expect(run.code == .usage)
        #expect(run.errors.contains("expected UTF-8"))
    }

    @Test func goesOnWithASession() async throws {
        let workspace = try TemporaryWorkspace()
        let session = try await workspace.session()
        let next = try await workspace.ask("What is 6*7?", ["--session", session])
        #expect(next["session"]?.stringValue == session)
        let page = try await workspace.run(["inspect", session, "--json"]).document
        #expect(page["turns"] == 2)
        #expect(try await workspace.ask("What is 6*7?")["session"]?.stringValue != session)
    }

    @Test func startsANamedSessionButNoMistypedOne() async throws {
        let workspace = try TemporaryWorkspace()
        let named = try await workspace.run(["run", "What is 6*7?", "--session", "sums"] + Self.builtin)
        #expect(named.code == .success)
        #expect(named.output.hasSuffix("\nsession sums\n"))
        #expect(named.errors.contains("Starting the session sums."))
        for name in ["ses_000000000000", "a/b", "-", String(repeating: "x", count: 65)] {
            let run = try await workspace.run(["run", "What is 6*7?", "--session=\(name)"] + Self.builtin)
            #expect(run.code == .usage, "\(name)")
        }
    }

    @Test func recordsTheEventsToAFile() async throws {
        let workspace = try TemporaryWorkspace()
        let file = workspace.path + "/events.jsonl"
        let result = try await workspace.ask("What is 6*7?", ["--record", file])
        let session = try #require(result["session"]?.stringValue)
        let recorded = try workspace.read("events.jsonl").split(separator: "\n").map {
            try JSONValue(parsing: String($0))
        }
        #expect(try await workspace.run(["inspect", session, "--json"]).document["events"] == .array(recorded))

        let run = try await workspace.run(["run", "What is 6*7?", "--record", "/nowhere/x"] + Self.builtin)
        #expect(run.code == .failed)
        #expect(run.errors.contains("/nowhere/x cannot be written"))
    }

    /// How a turn ends, by the configuration that brings it about.
    private static let endings: [(configuration: String, words: [String], code: ExitCode, status: String)] = [
        ("{}", ["--max-tokens", "10"], .budgetExhausted, "budget_exhausted"),
        (#"{"limits":{"max_steps":1}}"#, [], .failed, "step_limit"),
        (#"{"policy":{"rules":[]}}"#, [], .denied, "denied"),
        (
            #"{"policy":{"rules":[{"model":"*","verdict":"allow"},{"any":true,"verdict":"escalate","approvers":["me"]}]}}"#,
            [], .awaitingApproval, "awaiting_approval"
        ),
        (
            #"{"models":[{"name":"far","upstream":"openai-chat","base_url":"http://127.0.0.1:1/v1","model":"m"}]}"#,
            ["--model", "far"], .upstreamFailure, "failed"
        ),
    ]

    @Test(arguments: endings)
    func everyEndingHasACodeAndAResult(
        configuration: String, words: [String], code: ExitCode, status: String
    ) async throws {
        let workspace = try TemporaryWorkspace()
        try workspace.write(".agent/agent.json", configuration)
        let model = words.contains("--model") ? [] : Self.builtin
        let run = try await workspace.run(["run", "What is 6*7?", "--json"] + words + model)
        #expect(run.code == code)
        let final = try #require(try run.lines.last)
        #expect(final["kind"] == "final")
        #expect(final["status"]?.stringValue == status)
        #expect(final["reason"]?.stringValue?.isEmpty == false)
        #expect(run.errors.contains("error: "))
        let session = try #require(final["session"]?.stringValue)
        #expect(try await workspace.run(["replay", session]).code == .success)
    }

    @Test func aHugeQuestionIsRefusedAndRecorded() async throws {
        let workspace = try TemporaryWorkspace()
        let question = String(repeating: "0123456789abcde ", count: 10 << 16)
        let run = try await workspace.run(["run", "-", "--json"] + Self.builtin, input: question)
        #expect(run.code == .failed)
        let final = try #require(try run.lines.last)
        #expect(final["status"] == "failed")
        let session = try #require(final["session"]?.stringValue)
        #expect(try await workspace.run(["replay", session]).code == .success)
    }

    /// What is wrong before a turn can begin.
    private static let faults: [(words: [String], code: ExitCode, text: String)] = [
        (["--model", "nobody"], .usage, "nobody"),
        (["--max-usd", "much"], .usage, "--max-usd"),
        (["--config", "/nowhere/agent.json"], .usage, "/nowhere/agent.json"),
        (["--state", "/dev/null"], .failed, "/dev/null"),
    ]

    @Test(arguments: faults)
    func saysWhatIsWrong(words: [String], code: ExitCode, text: String) async throws {
        let workspace = try TemporaryWorkspace()
        let run = try await workspace.run(["run", "What is 6*7?", "--json"] + words)
        #expect(run.code == code)
        #expect(run.output == "")
        #expect(run.errors.hasPrefix("error: "))
        #expect(run.errors.contains(text))
    }

    @Test func aBrokenConfigurationIsPointedOut() async throws {
        let workspace = try TemporaryWorkspace()
        try workspace.write(".agent/agent.json", "{\n  \"model\": nothing\n}")
        let run = try await workspace.run(["run", "What is 6*7?"])
        #expect(run.code == .usage)
        #expect(run.errors.contains("agent.json"))
    }

    @Test func aMissingWorkspaceIsPointedOut() async throws {
        let run = try await CapturedRun(["run", "What is 6*7?", "--workspace", "/nowhere/at/all"])
        #expect(run.code == .usage)
        #expect(run.errors.contains("/nowhere/at/all"))
    }

    @Test func aDamagedLogIsLeftAlone() async throws {
        let workspace = try TemporaryWorkspace()
        try workspace.write(".agent/sessions.sqlite", "This is no database, and it is long enough to be read as one.")
        for words in [["run", "What is 6*7?"] + Self.builtin, ["sessions"], ["replay", "x"]] {
            let run = try await workspace.run(words)
            #expect(run.code == .failed)
            #expect(run.errors.contains("sessions.sqlite"))
        }
        #expect(try workspace.read(".agent/sessions.sqlite").hasPrefix("This is no database"))
    }
}
