internal import AgentPrimitives
internal import AgentTelemetry
internal import Foundation
internal import Testing

@testable internal import AgentMemory

@Suite struct SQLiteEventLogOpeningTests {
    private let session = SessionID("ses_test")

    @Test func readsWhatAnotherConnectionStillWrites() async throws {
        try await withTemporaryFolder { folder in
            let path = folder + "/sessions.sqlite"
            try await SQLiteEventLog.withLog(at: path) { writer in
                _ = try await writer.append([try .sample(1)], to: session, expecting: 0)
                try await SQLiteEventLog.withLog(at: path, options: readOnly) { reader in
                    #expect(try await reader.head(of: session).sequence == 1)
                    _ = try await writer.append([try .sample(2)], to: session, expecting: 1)
                    #expect(try await reader.places(session, from: 1, limit: 9) == [1, 2])
                }
            }
        }
    }

    @Test func refusesToWriteWhatIsOpenForReading() async throws {
        try await withTemporaryFolder { folder in
            let path = folder + "/sessions.sqlite"
            try await makeLog(at: path, count: 1)
            try await SQLiteEventLog.withLog(at: path, options: readOnly) { log in
                let error = await #expect(throws: EventLogError.self) {
                    try await log.append([try .sample(2)], to: session, expecting: 1)
                }
                #expect(error?.code == .readOnly)
                let places = try await log.places(session, from: 1, limit: 9)
                #expect(places == [1])
            }
        }
    }

    @Test func createsNothingForReading() async throws {
        try await withTemporaryFolder { folder in
            let error = await failure(folder + "/none.sqlite", readOnly)
            #expect(error?.code == .storage)
            let names = try FileManager.default.contentsOfDirectory(atPath: folder)
            #expect(names.isEmpty)
        }
    }

    @Test func namesAFolderInTheFilesPlace() async throws {
        try await withTemporaryFolder { folder in
            let error = await failure(folder)
            #expect(error?.code == .storage)
            #expect(error?.message.hasPrefix("cannot open \(folder): expected a file, found a folder; ") == true)
        }
    }

    /// Root writes wherever modes forbid it; below a kernel folder nobody can create anything.
    @Test(.enabled(if: FileManager.default.fileExists(atPath: "/proc/self")))
    func namesAFolderThatCannotBeWritten() async {
        let error = await failure("/proc/self/.agent/sessions.sqlite")
        #expect(error?.code == .storage || error?.code == .readOnly)
        #expect(error?.message.contains("/proc/self/.agent/sessions.sqlite") == true)
    }

    @Test func refusesAFileThatIsNoDatabase() async throws {
        try await withTemporaryFolder { folder in
            let path = folder + "/sessions.sqlite"
            let text = Data(String(repeating: "These are notes, not a database.\n", count: 300).utf8)
            try text.write(to: URL(filePath: path))
            let error = await failure(path)
            #expect(error?.code == .corrupt)
            #expect(
                error?.message.contains("expected an SQLite database at \(path), found another kind of file") == true)
            #expect(try Data(contentsOf: URL(filePath: path)) == text)
        }
    }

    @Test func refusesAFileOfALaterRelease() async throws {
        try await withTemporaryFolder { folder in
            let path = folder + "/sessions.sqlite"
            try await makeLog(at: path, count: 1)
            try runSQL("PRAGMA user_version = 1000", on: path)
            let error = await failure(path)
            #expect(error?.code == .storage)
            #expect(error?.message.contains("written by a newer release") == true)
        }
    }

    @Test func opensAFileOfTheFirstRelease() async throws {
        try await withTemporaryFolder { folder in
            let path = folder + "/sessions.sqlite"
            try runSQL(FirstReleaseFile.sql, on: path)
            let report = try await replay(path, session: FirstReleaseFile.session)
            #expect(report.events == 3)
            #expect(report.head.hash.description == FirstReleaseFile.hash)
            try await SQLiteEventLog.withLog(at: path) { log in
                let head = try await log.append([try .sample(1)], to: FirstReleaseFile.session, expecting: 3)
                #expect(head.sequence == 4)
            }
        }
    }

    @Test func opensOneNewFileManyTimesAtOnce() async throws {
        try await withTemporaryFolder { folder in
            let path = folder + "/deep/sessions.sqlite"
            try await withThrowingTaskGroup(of: Void.self) { group in
                for number in 0..<8 {
                    group.addTask {
                        try await SQLiteEventLog.withLog(at: path) { log in
                            let session = SessionID("ses_\(number)")
                            _ = try await log.append([try .sample(number)], to: session, expecting: 0)
                        }
                    }
                }
                try await group.waitForAll()
            }
            try await SQLiteEventLog.withLog(at: path) { log in
                let sessions = try await log.sessions(limit: 99)
                #expect(sessions.count == 8)
            }
        }
    }

    private var readOnly: SQLiteOptions {
        var options = SQLiteOptions()
        options.access = .readOnly
        return options
    }

    private func failure(_ path: String, _ options: SQLiteOptions = SQLiteOptions()) async -> EventLogError? {
        await #expect(throws: EventLogError.self) { _ = try await SQLiteEventLog.open(at: path, options: options) }
    }
}
