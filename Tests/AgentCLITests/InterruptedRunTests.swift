internal import AgentPrimitives
internal import Foundation
internal import Testing

@testable internal import agent_cli

/// Turns that end from outside, in processes of their own.
@Suite(.enabled(if: AgentProgram.url != nil, "agent-cli is not beside the tests"))
struct InterruptedRunTests {
    /// Starts a turn, ends it by a signal while the model is asked, and gives what it printed.
    private func interruptedRun(
        in workspace: TemporaryWorkspace, by signal: Int32
    ) throws -> (process: Process, lines: [JSONValue], errors: String) {
        let process = Process()
        process.executableURL = AgentProgram.url
        process.arguments = ["run", "What is 6*7?", "--json", "--workspace", workspace.path]
        process.environment = [:]
        process.standardInput = FileHandle.nullDevice
        let (output, errors) = (Pipe(), Pipe())
        process.standardOutput = output
        process.standardError = errors
        try process.run()
        var text = ""
        while !text.contains("model.requested") {
            let piece = output.fileHandleForReading.availableData
            guard !piece.isEmpty else { break }
            text += String(decoding: piece, as: UTF8.self)
        }
        kill(process.processIdentifier, signal)
        text += String(decoding: try output.fileHandleForReading.readToEnd() ?? Data(), as: UTF8.self)
        let remarks = String(decoding: try errors.fileHandleForReading.readToEnd() ?? Data(), as: UTF8.self)
        process.waitUntilExit()
        let lines = try text.split(separator: "\n").map { try JSONValue(parsing: String($0)) }
        return (process, lines, remarks)
    }

    @Test(arguments: [SIGINT, SIGTERM])
    func aSignalCancelsTheTurnAndLeavesItResumable(signal: Int32) async throws {
        let (workspace, server) = (try TemporaryWorkspace(), try SilentServer())
        try workspace.write(".agent/agent.json", server.configuration)
        let (process, lines, errors) = try interruptedRun(in: workspace, by: signal)
        #expect(process.terminationReason == .exit)
        #expect(process.terminationStatus == ExitCode.cancelled.rawValue)
        let final = try #require(lines.last)
        #expect(final["kind"] == "final")
        #expect(final["status"] == "cancelled")
        #expect(lines.dropLast().last?["kind"] == "run.cancelled")
        let session = try #require(final["session"]?.stringValue)
        #expect(errors.contains("try agent-cli resume \(session)"))
        #expect(try await workspace.run(["replay", session]).code == .success)
        try await endTheTurn(session, in: workspace)
    }

    @Test func aKilledTurnIsThereAndCanBeResumed() async throws {
        let (workspace, server) = (try TemporaryWorkspace(), try SilentServer())
        try workspace.write(".agent/agent.json", server.configuration)
        let (process, lines, _) = try interruptedRun(in: workspace, by: SIGKILL)
        #expect(process.terminationReason == .uncaughtSignal)
        let sessions = try await workspace.run(["sessions", "--json"]).document["sessions"]?.arrayValue
        let session = try #require(sessions?.first?["session"]?.stringValue)
        let replay = try await workspace.run(["replay", session, "--json"])
        #expect(replay.code == .success)
        #expect(try replay.document["events"]?.intValue == lines.count)
        #expect(try await workspace.run(["inspect", session, "--json"]).document["status"] == "interrupted")
        try await endTheTurn(session, in: workspace)
    }

    /// The recorded model is asked again, which now gives an answer at once: that there is none.
    private func endTheTurn(_ session: String, in workspace: TemporaryWorkspace) async throws {
        try workspace.write(
            ".agent/agent.json",
            #"{"models":[{"name":"far","upstream":"openai-chat","base_url":"http://127.0.0.1:1/v1","model":"m"}]}"#)
        let resumed = try await workspace.run(["resume", session, "--json"])
        #expect(resumed.code == .upstreamFailure)
        #expect(try resumed.lines.first?["kind"] == "run.resumed")
        #expect(try resumed.lines.last?["status"] == "failed")
        #expect(try await workspace.run(["replay", session]).code == .success)
        #expect(try await workspace.run(["resume", session]).code == .success)
    }
}
