internal import AgentMemory
internal import AgentPrimitives
internal import Foundation
internal import Testing

@Suite struct SQLiteMemoryJournalTests {
    @Test func readsBackWhatWasWritten() async throws {
        try await withTemporaryFolder { folder in
            let record = MemoryRecord(
                id: "rec_ü'", time: Timestamp(microseconds: -5), channel: .custom("no\"tes"),
                text: "line\n\u{0}\u{1F680}",
                tags: ["b", "a", ""], metadata: ["k": "v", "quote": "\"\\"])
            let journal = try await SQLiteMemoryJournal.open(at: folder + "/memory.sqlite")
            try await journal.write(record)
            try await journal.write(.sample("empty", "", channel: .system))
            try await journal.shutdown()

            let again = try await SQLiteMemoryJournal.open(at: folder + "/memory.sqlite")
            let records = try await again.recent(9, in: nil)
            #expect(records == [.sample("empty", "", channel: .system), record])
            try await again.shutdown()
        }
    }

    @Test func listsTheNewestFirst() async throws {
        try await withJournal { journal in
            for number in 1...5 {
                try await journal.write(.sample("\(number)", channel: number == 3 ? .tool : .input))
            }
            try await journal.write(.sample("2", "new"))
            #expect(try await ids(journal, 9) == ["2", "5", "4", "3", "1"])
            #expect(try await ids(journal, 2, skipping: 1) == ["5", "4"])
            #expect(try await ids(journal, 9, in: .tool) == ["3"])
            #expect(try await ids(journal, 9, in: .output) == [])
            #expect(try await ids(journal, -1) == [])
            let found = try await journal.records(["4", "nobody", "2"])
            #expect(found == [.sample("4"), .sample("2", "new")])
        }
    }

    @Test func refusesCallsAfterShutdown() async throws {
        try await withJournal { journal in
            try await journal.shutdown()
            let error = await #expect(throws: MemoryError.self) { try await journal.write(.sample("a")) }
            #expect(error?.code == .closed)
        }
    }

    @Test func refusesAFileThatIsNoJournal() async throws {
        try await withTemporaryFolder { folder in
            try Data("notes, notes, notes".utf8).write(to: URL(filePath: folder + "/text"))
            try await SQLiteEventLog.withLog(at: folder + "/sessions.sqlite") { _ in }
            for (name, code) in [("/text", .corrupt), ("/sessions.sqlite", .storage), ("", .storage)]
                as [(String, MemoryError.Code)]
            {
                let error = await #expect(throws: MemoryError.self) {
                    _ = try await SQLiteMemoryJournal.open(at: folder + name)
                }
                #expect(error?.code == code)
                #expect(error?.message.contains(folder + name) == true)
            }
        }
    }

    @Test func reportsADamagedRecord() async throws {
        try await withTemporaryFolder { folder in
            let path = folder + "/memory.sqlite"
            let journal = try await SQLiteMemoryJournal.open(at: path)
            try await journal.write(.sample("a"))
            try runSQL("UPDATE records SET tags = '['", on: path)
            let error = await #expect(throws: MemoryError.self) { try await journal.recent(1, in: nil) }
            #expect(error?.code == .corrupt)
            try await journal.shutdown()
        }
    }

    private func ids(
        _ journal: SQLiteMemoryJournal, _ limit: Int, in channel: MemoryChannel? = nil, skipping: Int = 0
    ) async throws -> [String] {
        try await journal.recent(limit, in: channel, skipping: skipping).map(\.id)
    }

    private func withJournal(_ body: (SQLiteMemoryJournal) async throws -> Void) async throws {
        try await withTemporaryFolder { folder in
            let journal = try await SQLiteMemoryJournal.open(at: folder + "/memory.sqlite")
            try await body(journal)
            try await journal.shutdown()
        }
    }
}
