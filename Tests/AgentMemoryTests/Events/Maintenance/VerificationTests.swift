internal import AgentPrimitives
internal import Foundation
internal import Testing

@testable internal import AgentMemory

@Suite struct VerificationTests {
    @Test func findsNothingInAWholeLog() async throws {
        try await withTemporaryFolder { folder in
            let path = folder + "/sessions.sqlite"
            try await makeLog(at: path, count: 30)
            try await makeLog(at: path, session: SessionID("b"), count: 3, padding: 70_000)
            try await SQLiteEventLog.withLog(at: path) { log in
                let found = try await log.verify()
                #expect(found.isWhole)
                let counts: [Int] = [found.sessions, found.events, found.blobs, found.snapshots]
                let expected: [Int] = [2, 33, 3, 0]
                #expect(counts == expected)
            }
        }
    }

    @Test func looksAtAFileOfTheFirstReleaseWithoutChangingIt() async throws {
        try await withTemporaryFolder { folder in
            let path = folder + "/sessions.sqlite"
            try runSQL(FirstReleaseFile.sql, on: path)
            var options = SQLiteOptions()
            options.access = .readOnly
            try await SQLiteEventLog.withLog(at: path, options: options) { log in
                let findings = try await log.verify().findings
                #expect(findings == [])
                let events = try await log.read(FirstReleaseFile.session, from: 1, limit: 9).count
                #expect(events == 3)
                let snapshot = try await log.snapshot(of: FirstReleaseFile.session, format: "f", through: .max)
                #expect(snapshot == nil)
                let error = await #expect(throws: EventLogError.self) {
                    try await log.append([try .sample(1)], to: FirstReleaseFile.session, expecting: 3)
                }
                #expect(error?.code == .readOnly)
            }
            let connection = try SQLiteConnection(path: path, options: options)
            #expect(try connection.integer("PRAGMA user_version") == 1)
        }
    }

    /// What another program did, and the events and summaries that are named.
    @Test(arguments: [
        ("UPDATE events SET time = time + 1 WHERE sequence IN (3, 7)", ["event 3", "event 7"]),
        ("DELETE FROM events WHERE sequence = 5", ["event 5"]),
        ("DELETE FROM events WHERE sequence = 20", ["summary"]),
        ("DELETE FROM sessions", ["summary"]),
        ("UPDATE sessions SET hash = 'x'", ["summary"]),
        ("INSERT INTO sessions VALUES ('ghost', 1, 'x', 0, 0, 'k', 99)", ["summary"]),
        ("INSERT INTO blobs (digest, bytes) VALUES ('x', X'00')", ["blob"]),
        ("UPDATE events SET sequence = 9223372036854775807 WHERE sequence = 20", ["event 20", "summary"]),
        ("UPDATE events SET sequence = -5 WHERE sequence = 1", ["event 1"]),
    ])
    func namesWhatIsWrong(_ sql: String, _ expected: [String]) async throws {
        try await withTemporaryFolder { folder in
            let path = folder + "/sessions.sqlite"
            try await makeLog(at: path, count: 20)
            try runSQL(sql, on: path)
            try await SQLiteEventLog.withLog(at: path) { log in
                let findings = try await log.verify().findings
                let names = findings.map { finding in
                    finding.sequence.map { "\(finding.kind) \($0)" } ?? finding.kind.description
                }
                #expect(Set(names).isSuperset(of: expected), "\(findings)")
            }
        }
    }
}
