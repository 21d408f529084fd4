internal import AgentPrimitives
internal import Foundation
internal import Testing

@testable internal import AgentMemory

@Suite struct EpisodicMigrationTests {
    /// The file as the first release wrote it, word for word.
    private let first = """
        PRAGMA journal_mode = WAL;
        CREATE TABLE records (
            position INTEGER PRIMARY KEY,
            id TEXT NOT NULL UNIQUE,
            time INTEGER NOT NULL,
            channel TEXT NOT NULL,
            text TEXT NOT NULL,
            tags TEXT NOT NULL,
            metadata TEXT NOT NULL
        );
        CREATE INDEX records_by_channel ON records (channel, position);
        INSERT INTO records (position, id, time, channel, text, tags, metadata) VALUES
            (1, 'a', 5, 'input', 'The museum opens at nine.', '["museum","ü"]', '{"k":"v"}'),
            (3, 'b', 6, 'notes', 'line' || char(10) || 'two', '[]', '{}'),
            (4, 'damaged', 7, 'input', 'readable text', '[', '{}');
        PRAGMA application_id = 1095584305;
        PRAGMA user_version = 1;
        """

    @Test func opensAFileOfTheFirstRelease() async throws {
        try await withTemporaryFolder { folder in
            let path = folder + "/memory.sqlite"
            try runSQL(first, on: path)
            let journal = try await EpisodicJournal.open(at: path)
            let entries = try await journal.entries(named: ["a", "b"])
            #expect(entries.map(\.sequence) == [1, 3])
            #expect(
                entries.first?.record
                    == MemoryRecord(
                        id: "a", time: Timestamp(microseconds: 5), channel: .input, text: "The museum opens at nine.",
                        tags: ["museum", "ü"], metadata: ["k": "v"]))
            #expect(try await journal.search("museum", limit: 9).map(\.entry.record.id) == ["a"])
            let tagged = MemoryQuery(MemoryFilter(tags: ["ü"]), limit: 9)
            #expect(try await journal.entries(tagged).map(\.record.id) == ["a"])
            let error = await #expect(throws: MemoryError.self) { try await journal.entries(named: ["damaged"]) }
            #expect(error?.code == .corrupt)
            // A damaged record can be replaced or erased.
            #expect(try await journal.identifiers(.records(["damaged"])) == ["damaged"])
            #expect(try await journal.erase(["damaged"]).erased == ["damaged"])
            #expect(try await journal.write([.sample("c")]).first == 5)
            try expectIntegrity(of: path)
            try await journal.shutdown()
        }
    }

    @Test func asksForWritingBeforeAnOldFileIsRead() async throws {
        try await withTemporaryFolder { folder in
            let path = folder + "/memory.sqlite"
            try runSQL(first, on: path)
            var options = SQLiteOptions()
            options.access = .readOnly
            let error = await #expect(throws: MemoryError.self) {
                _ = try await EpisodicJournal.open(at: path, options: options)
            }
            #expect(error?.code == .readOnly)
        }
    }

    @Test func refusesAFileOfALaterRelease() async throws {
        try await withTemporaryFolder { folder in
            let path = folder + "/memory.sqlite"
            try await EpisodicJournal.open(at: path).shutdown()
            try runSQL("PRAGMA user_version = 3", on: path)
            let error = await #expect(throws: MemoryError.self) { _ = try await EpisodicJournal.open(at: path) }
            #expect(error?.code == .storage)
            #expect(error?.message.contains("newer release") == true)
        }
    }

    /// Bytes turned at every page: an error or the right records, never a crash or a record that never was.
    @Test func survivesDamageAnywhere() async throws {
        try await withTemporaryFolder { folder in
            let path = folder + "/memory.sqlite"
            let records = (0..<60).map { MemoryRecord.sample("\($0)", "word\($0) common text", tags: ["t\($0 % 3)"]) }
            let journal = try await EpisodicJournal.open(at: path)
            _ = try await journal.write(records)
            try await journal.shutdown()
            let whole = try Data(contentsOf: URL(filePath: path))
            let random = SeededRandomSource(seed: 11)
            for page in 0..<whole.count / 2048 {
                var damaged = whole
                for _ in 0..<24 { damaged[page * 2048 + Int(random.next() % 2048)] = UInt8(random.next() & 255) }
                let copy = folder + "/copy\(page).sqlite"
                try damaged.write(to: URL(filePath: copy))
                do {
                    let journal = try await EpisodicJournal.open(at: copy)
                    _ = try await journal.tail(100)
                    _ = try await journal.search("common word7", limit: 100)
                    _ = try await journal.write([.sample("new")])
                    _ = try await journal.erase(["3"])
                    try await journal.shutdown()
                } catch let error as MemoryError {
                    #expect([.corrupt, .storage, .invalid].contains(error.code), "\(error)")
                }
            }
        }
    }
}
