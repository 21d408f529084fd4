internal import AgentPrimitives
internal import Foundation
internal import Testing

@testable internal import agent_cli

@Suite struct LogCommandsTests {
    @Test func verifiesAWholeFileAndFindsDamage() async throws {
        let workspace = try TemporaryWorkspace()
        let session = try await workspace.session()
        let good = try await workspace.run(["log", "verify", "--json"])
        #expect(good.code == .success)
        #expect(try good.document["whole"] == true)
        #expect(try good.document["sessions"] == 1)
        try workspace.execute("UPDATE events SET payload = '{}' WHERE sequence = 2")
        let bad = try await workspace.run(["log", "verify", "--json"])
        #expect(bad.code == .failed)
        let finding = try #require(try bad.document["findings"]?.arrayValue?.first)
        #expect(finding["session"]?.stringValue == session)
        #expect(finding["sequence"] == 2)
        #expect(try await workspace.run(["log", "verify"]).output.contains("agent-cli log salvage"))
    }

    @Test func aCopyHoldsTheSessions() async throws {
        let workspace = try TemporaryWorkspace()
        let session = try await workspace.session()
        let copy = workspace.path + "/copy.sqlite"
        #expect(try await workspace.run(["log", "backup", copy]).code == .success)
        #expect(try await workspace.run(["replay", copy]).output.contains(session))
        let again = try await workspace.run(["log", "backup", copy])
        #expect(again.code == .failed)
        #expect(again.errors.contains("expected nothing at"))
    }

    @Test func whatIsGoodIsTakenOutOfADamagedFile() async throws {
        let workspace = try TemporaryWorkspace()
        let session = try await workspace.session()
        try workspace.execute("UPDATE events SET payload = '{}' WHERE sequence = 5")
        let rescued = workspace.path + "/rescued.sqlite"
        let run = try await CapturedRun(["log", "salvage", workspace.log, rescued, "--json"])
        #expect(run.code == .failed)
        #expect(try run.document["complete"] == false)
        let found = try #require(try run.document["sessions"]?.arrayValue?.first)
        #expect(found["session"]?.stringValue == session)
        #expect(found["events"] == 4)
        #expect(try await workspace.run(["replay", rescued]).code == .success)
    }

    @Test func whatIsMissingAtTheEndIsToldOf() async throws {
        let workspace = try TemporaryWorkspace()
        for _ in 0..<4 { _ = try await workspace.session() }
        try workspace.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        let whole = try Data(contentsOf: URL(fileURLWithPath: workspace.log))
        let cut = workspace.path + "/cut.sqlite"
        try whole.prefix(whole.count / 2).write(to: URL(fileURLWithPath: cut))
        let run = try await CapturedRun(["log", "salvage", cut, workspace.path + "/rescued.sqlite", "--json"])
        #expect(run.code == .failed)
        #expect(try run.document["complete"] == false)
        #expect(try #require(try run.document["missing_pages"]?.intValue) > 0)
    }

    @Test func whatIsNoLogCannotBeRescued() async throws {
        let workspace = try TemporaryWorkspace()
        let run = try await CapturedRun([
            "log", "salvage", workspace.path + "/hours.md", workspace.path + "/rescued.sqlite",
        ])
        #expect(run.code == .usage)
        #expect(run.errors.contains("not one event"))
        #expect(!FileManager.default.fileExists(atPath: workspace.path + "/rescued.sqlite"))
    }

    @Test func oldSessionsAreRemoved() async throws {
        let workspace = try TemporaryWorkspace()
        let (first, second) = (try await workspace.session(), try await workspace.session())
        #expect(try await workspace.run(["log", "prune"]).code == .usage)
        let run = try await workspace.run(["log", "prune", "--max-sessions", "1"])
        #expect(run.code == .success)
        #expect(run.output.contains("removed \(first)\n1 sessions removed"))
        #expect(try await workspace.run(["replay", first]).code == .usage)
        #expect(try await workspace.run(["replay", second]).code == .success)
    }

    @Test func withoutSessionsThereIsNothingToKeep() async throws {
        let run = try await TemporaryWorkspace().run(["log", "verify"])
        #expect(run.code == .usage)
        #expect(run.errors.contains("Run the agent first"))
    }
}
