internal import AgentPrimitives
internal import Foundation
internal import Testing

@testable internal import agent_cli

#if canImport(FoundationXML)
internal import FoundationXML
#endif

/// Whether a text is XML, by another's parser.
private enum XMLDocument {
    static func isWellFormed(_ text: String) throws -> Bool {
        XMLParser(data: Data(text.utf8)).parse()
    }
}

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

    @Test func provesTheFirstEventsOnly() async throws {
        let workspace = try TemporaryWorkspace()
        let session = try await workspace.session()
        let events = try #require(
            try await workspace.run(["inspect", session, "--json"]).document["events"]?.arrayValue)
        let run = try await workspace.run(["replay", session, "--until", "3", "--json"])
        #expect(try run.document == ["match": true, "events": 3, "hash": try #require(events[2]["hash"])])
        let beyond = try await workspace.run(["replay", session, "--until", "1000"])
        #expect(beyond.code == .usage)
        #expect(beyond.errors.contains("expected 1 to \(events.count)"))
    }

    @Test func provesAFolderOfRecordings() async throws {
        let workspace = try TemporaryWorkspace()
        try workspace.write("recordings/deep/keep", "")
        let folder = workspace.path + "/recordings"
        _ = try await workspace.ask("What is 17*23?", ["--record", folder + "/b.jsonl"])
        let session = try await workspace.session()
        try FileManager.default.copyItem(atPath: workspace.log, toPath: folder + "/deep/a.sqlite")
        let junit = workspace.path + "/junit.xml"
        let good = try await workspace.run(["replay", folder, "--junit", junit, "--json"])
        #expect(good.code == .success, "\(good.errors)")
        let recordings = try #require(try good.document["recordings"]?.arrayValue)
        #expect(recordings.count == 3)
        #expect(recordings.contains { $0["session"]?.stringValue == session })
        #expect(try workspace.read("junit.xml").contains(#"tests="3" failures="0""#))

        let text = try workspace.read("recordings/b.jsonl")
        try workspace.write("recordings/b.jsonl", text.replacing("391", with: "<&>"))
        try workspace.write("recordings/c.jsonl", "no json\n")
        let bad = try await workspace.run(["replay", folder, "--junit", junit])
        #expect(bad.code == .failed)
        #expect(bad.output.contains("FAILED \(folder)/b.jsonl"))
        #expect(bad.output.contains("line 1 is no event"))
        #expect(bad.output.hasSuffix("4 recordings, 2 failed\n"))
        let report = try workspace.read("junit.xml")
        #expect(report.contains(#"failures="2""#))
        #expect(try XMLDocument.isWellFormed(report))
    }

    @Test func aFolderWithoutRecordingsIsAnError() async throws {
        let workspace = try TemporaryWorkspace()
        let run = try await workspace.run(["replay", workspace.path])
        #expect(run.code == .usage)
        #expect(run.errors.contains(".jsonl"))
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
