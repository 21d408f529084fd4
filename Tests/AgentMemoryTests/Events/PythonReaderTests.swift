internal import AgentPrimitives
internal import Foundation
internal import Testing

@testable internal import AgentMemory

/// Runs the reader of another language on files of this one: what the documentation says of the format is enough.
@Suite(.enabled(if: PythonScript.canRun)) struct PythonReaderTests {
    private func run(_ arguments: [String]) throws -> (status: Int32, output: String) {
        try PythonScript(path: "Examples/read-session-log/read_session_log.py").run(arguments)
    }

    private func fill(_ path: String, encryption: EventLogEncryption? = nil) async throws -> EventHead {
        try await SQLiteEventLog.withLog(at: path, encryption: encryption) { log in
            let payloads: [JSONValue] = [
                ["text": "ünï\u{1F680} \"quoted\" \\ \u{1}\n", "list": [1, -0.5, nil]],
                ["text": .string(String(repeating: "large ", count: 20_000))], "", ["$blob": "a lookalike"],
            ]
            let drafts = try payloads.map { payload in
                try EventDraft(kind: EventKind(rawValue: "test.ä"), payload: payload, time: Timestamp(microseconds: -5))
            }
            return try await log.append(drafts, to: SessionID("ses_ö'"), expecting: 0)
        }
    }

    @Test func listsReadsAndVerifies() async throws {
        try await withTemporaryFolder { folder in
            let path = folder + "/sessions.sqlite"
            let head = try await fill(path)
            let list = try run([path])
            #expect(list.status == 0)
            #expect(list.output == "ses_ö'\t4 events\tlast test.ä\n")
            let events = try run([path, "ses_ö'"])
            #expect(events.status == 0)
            #expect(events.output.hasSuffix("4 events, head \(head.hash)\n"))
            #expect(events.output.contains("large large"))
        }
    }

    @Test(arguments: [
        "UPDATE events SET payload = replace(payload, 'list', 'lisp') WHERE sequence = 1",
        "UPDATE blobs SET bytes = CAST(replace(CAST(bytes AS TEXT), 'large', 'small') AS BLOB)",
        "UPDATE events SET time = 5 WHERE sequence = 3", "DELETE FROM events WHERE sequence = 2",
    ])
    func findsAChange(_ sql: String) async throws {
        try await withTemporaryFolder { folder in
            let path = folder + "/sessions.sqlite"
            _ = try await fill(path)
            try runSQL(sql, on: path)
            #expect(try run([path, "ses_ö'"]).status == 1)
        }
    }

    @Test func findsAFlippedByte() async throws {
        try await withTemporaryFolder { folder in
            let path = folder + "/sessions.sqlite"
            _ = try await fill(path)
            var bytes = try Data(contentsOf: URL(filePath: path))
            let place = try #require(bytes.range(of: Data("quoted".utf8))?.lowerBound)
            bytes[place] ^= 2
            try bytes.write(to: URL(filePath: path))
            #expect(try run([path, "ses_ö'"]).status == 1)
        }
    }

    @Test func readsAFileOfTheFirstRelease() async throws {
        try await withTemporaryFolder { folder in
            let path = folder + "/sessions.sqlite"
            try runSQL(FirstReleaseFile.sql, on: path)
            let events = try run([path, "ses_first"])
            #expect(events.status == 0)
            #expect(events.output.hasSuffix("3 events, head \(FirstReleaseFile.hash)\n"))
        }
    }

    @Test func tellsWhatItCannotRead() async throws {
        try await withTemporaryFolder { folder in
            let path = folder + "/sessions.sqlite"
            _ = try await fill(path, encryption: .keys(["k": 1], current: "k"))
            #expect(try run([path, "ses_ö'"]).status == 2)
            #expect(try run([folder + "/none.sqlite"]).status == 2)
        }
    }
}
