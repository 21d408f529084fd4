import AgentRuntime
import Foundation
import Testing

@Suite("The README's example")
struct ReadmeExampleTests {
    @Test("does what it says: streams a cited answer and names the session")
    func runs() async throws {
        let workspace = try TemporaryWorkspace([
            "docs/guide.md":
                "# Logs\n\nA session log holds these events: run.started, model.requested and run.finished.\n"
        ])
        let previous = FileManager.default.currentDirectoryPath
        #expect(FileManager.default.changeCurrentDirectoryPath(workspace.path))
        defer { _ = FileManager.default.changeCurrentDirectoryPath(previous) }
        setenv("AGENT_MODEL", "builtin/extractive", 1)
        defer { unsetenv("AGENT_MODEL") }

        // README: begin
        let reply = try await AgentBuilder(workspace: "docs").run { agent in
            try await agent.ask("Which events does a session log hold?") { text in
                print(text, terminator: "")
            }
        }
        print("\nsession \(reply.session): \(reply.outcome.status)")
        // README: end

        #expect(reply.outcome.status == .completed)
        #expect(reply.text.contains("guide.md:3"))
        #expect(reply.text.contains("run.started"))
    }

    @Test("stands in the README as it stands here and in the examples")
    func agrees() throws {
        let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
            .deletingLastPathComponent()
        let readme = try String(contentsOf: root.appendingPathComponent("README.md"), encoding: .utf8)
        let example = try String(
            contentsOf: root.appendingPathComponent("Examples/Sources/ask/main.swift"), encoding: .utf8)
        let tested = try String(contentsOf: URL(fileURLWithPath: #filePath), encoding: .utf8)
            .components(separatedBy: "\n")
        let begin = try #require(tested.firstIndex { $0.hasSuffix("// README: begin") })
        let end = try #require(tested.firstIndex { $0.hasSuffix("// README: end") })
        let body = tested[(begin + 1)..<end].map { String($0.dropFirst(8)) }.joined(separator: "\n")
        let whole = "import AgentRuntime\n\n\(body)\n"
        #expect(example == whole)
        #expect(readme.contains("```swift\n\(whole)```"))
    }
}
