internal import AgentPrimitives
internal import Foundation
internal import Testing

@testable internal import agent_cli

@Suite struct ReplayCommandTests {
    @Test func provesARecording() async throws {
        let workspace = try TemporaryWorkspace()
        let session = try await workspace.session()
        let first = try await workspace.run(["replay", session, "--json"])
        let second = try await workspace.run(["replay", session, "--json"])
        #expect(first.code == .success)
        #expect(first.output == second.output)
        let document = try first.document
        #expect(document.objectValue?.keys == ["match", "events", "hash"])
        #expect(document["match"] == true)
        let events = try await workspace.run(["inspect", session, "--json"]).document["events"]?.arrayValue
        #expect(document["events"]?.intValue == events?.count)
        #expect(document["hash"] == events?.last?["hash"])
        let text = try await workspace.run(["replay", session])
        #expect(text.output.contains("events match"))
    }

    @Test func anUnknownSessionIsAnError() async throws {
        let workspace = try TemporaryWorkspace()
        #expect(try await workspace.run(["replay", "ses_none", "--json"]).code == .usage)
        let session = try await workspace.session()
        let run = try await workspace.run(["replay", session + "x"])
        #expect(run.code == .usage)
        #expect(run.errors.contains("try \(session)"))
    }

    @Test func everyChangedEventIsFound() async throws {
        let workspace = try TemporaryWorkspace()
        let session = try await workspace.session()
        let count = try #require(try await workspace.run(["replay", session, "--json"]).document["events"]?.intValue)
        for sequence in 1...count {
            let place = "WHERE session = '\(session)' AND sequence = \(sequence)"
            // The last byte before the closing brace, so that the payload stays what it is: JSON, or not quite.
            try workspace.execute("CREATE TABLE kept AS SELECT payload FROM events \(place)")
            try workspace.execute(
                "UPDATE events SET payload = substr(payload, 1, length(payload) - 2) || 'x}' \(place)")
            let run = try await workspace.run(["replay", session, "--json"])
            #expect(run.code == .failed)
            #expect(try run.document["match"] == false)
            #expect(try run.document["sequence"]?.intValue == sequence)
            #expect(try await workspace.run(["replay", session]).errors.contains("event \(sequence)"))
            try workspace.execute("UPDATE events SET payload = (SELECT payload FROM kept) \(place); DROP TABLE kept")
        }
        #expect(try await workspace.run(["replay", session]).code == .success)
    }

    @Test func aLostEventIsFound() async throws {
        let workspace = try TemporaryWorkspace()
        let session = try await workspace.session()
        try workspace.execute("DELETE FROM events WHERE sequence = 3")
        let run = try await workspace.run(["replay", session, "--json"])
        #expect(run.code == .failed)
        #expect(try run.document["sequence"] == 3)
    }

    @Test func readsWhereNothingMayBeWritten() async throws {
        let workspace = try TemporaryWorkspace()
        let session = try await workspace.session()
        let folder = workspace.path + "/.agent"
        let manager = FileManager.default
        try manager.setAttributes([.posixPermissions: 0o400], ofItemAtPath: workspace.log)
        try manager.setAttributes([.posixPermissions: 0o500], ofItemAtPath: folder)
        let before = try manager.contentsOfDirectory(atPath: folder)
        #expect(try await workspace.run(["replay", session]).code == .success)
        // Nothing binds the superuser, for whom SQLite then makes its lock file.
        if geteuid() != 0 { #expect(try manager.contentsOfDirectory(atPath: folder).sorted() == before.sorted()) }
        try manager.setAttributes([.posixPermissions: 0o700], ofItemAtPath: folder)
    }
}
