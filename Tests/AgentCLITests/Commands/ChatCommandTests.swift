internal import AgentPrimitives
internal import Testing

@testable internal import agent_cli

@Suite struct ChatCommandTests {
    private static let words = ["chat", "--model", "builtin/extractive"]

    @Test func manyTurnsMakeOneSession() async throws {
        let workspace = try TemporaryWorkspace()
        let input = "What is 17*23?\n\nWhen does the museum close \\\non Fridays?\n/session\n/exit\nnever asked\n"
        let run = try await workspace.run(Self.words, input: input)
        #expect(run.code == .success)
        #expect(run.output.contains("391"))
        #expect(run.output.contains("closes at noon"))
        let session = try #require(run.output.split(separator: "\n").last?.split(separator: " ").last)
        let page = try await workspace.run(["inspect", String(session), "--json"]).document
        #expect(page["turns"] == 2)
        let questions = page["events"]?.arrayValue?.filter { $0["kind"] == "run.started" }
        #expect(
            questions?.last?["payload"]?["messages"]?.arrayValue?.first?["content"]?.arrayValue?.first?["text"]
                == "When does the museum close \non Fridays?")
    }

    @Test func explainsItself() async throws {
        let workspace = try TemporaryWorkspace()
        let run = try await workspace.run(Self.words, input: "/help\n/tools\n/exot")
        #expect(run.code == .success)
        #expect(ChatInput.Word.allCases.allSatisfy { run.output.contains($0.rawValue) })
        #expect(run.output.contains("fs.search"))
        #expect(run.errors.contains("try /exit"))
    }

    @Test func endsAsItsLastTurn() async throws {
        let workspace = try TemporaryWorkspace()
        let run = try await workspace.run(Self.words + ["--max-tokens", "10"], input: "What is 17*23?\n")
        #expect(run.code == .budgetExhausted)
        #expect(run.errors.contains("error: "))
    }
}
