internal import Testing

@testable internal import AgentMemory

@Suite struct SQLiteSchemaTests {
    private let first = SQLiteSchema(
        applicationID: 7, migrations: ["CREATE TABLE notes (text TEXT); INSERT INTO notes VALUES ('old')"])
    private let third = SQLiteSchema(
        applicationID: 7,
        migrations: [
            "CREATE TABLE notes (text TEXT); INSERT INTO notes VALUES ('old')",
            "ALTER TABLE notes ADD COLUMN size INTEGER",
            "UPDATE notes SET size = length(text)",
        ])

    @Test func runsTheStepsThatAFileLacks() async throws {
        try await withTemporaryFolder { folder in
            let path = folder + "/x.sqlite"
            try prepare(path, first)
            let connection = try prepare(path, third)
            #expect(try connection.integer("PRAGMA user_version") == 3)
            #expect(try connection.integer("SELECT size FROM notes") == 3)
            #expect(try connection.integer("SELECT count(*) FROM notes") == 1)
        }
    }

    @Test func leavesACurrentFileAlone() async throws {
        try await withTemporaryFolder { folder in
            try prepare(folder + "/x.sqlite", third)
            let connection = try prepare(folder + "/x.sqlite", third)
            #expect(try connection.integer("SELECT count(*) FROM notes") == 1)
        }
    }

    @Test func refusesAFileOfALaterRelease() async throws {
        try await withTemporaryFolder { folder in
            try prepare(folder + "/x.sqlite", third)
            let error = #expect(throws: SQLiteError.self) { try prepare(folder + "/x.sqlite", first) }
            #expect(error?.reason == .newerSchema)
            #expect(error?.description.contains("schema version 3, known is 1") == true)
        }
    }

    @Test func refusesADatabaseOfAnotherProgram() async throws {
        try await withTemporaryFolder { folder in
            try prepare(folder + "/tagged.sqlite", SQLiteSchema(applicationID: 8, migrations: first.migrations))
            try SQLiteConnection(path: folder + "/plain.sqlite", options: SQLiteOptions())
                .execute("CREATE TABLE foreign_notes (text TEXT); PRAGMA journal_mode = DELETE")
            for name in ["/tagged.sqlite", "/plain.sqlite"] {
                let error = #expect(throws: SQLiteError.self) { try prepare(folder + name, first) }
                #expect(error?.reason == .foreign)
            }
            var options = SQLiteOptions()
            options.access = .readOnly
            let plain = try SQLiteConnection(path: folder + "/plain.sqlite", options: options)
            #expect(try plain.text("PRAGMA journal_mode") == "delete")
        }
    }

    @Test func undoesAStepThatFails() async throws {
        try await withTemporaryFolder { folder in
            let path = folder + "/x.sqlite"
            try prepare(path, first)
            let broken = SQLiteSchema(
                applicationID: 7, migrations: first.migrations + ["DELETE FROM notes; DROP TABLE nowhere"])
            #expect(throws: SQLiteError.self) { try prepare(path, broken) }
            let connection = try prepare(path, first)
            #expect(try connection.integer("SELECT count(*) FROM notes") == 1)
        }
    }

    @Test func doesNotMigrateWhatIsOpenForReading() async throws {
        try await withTemporaryFolder { folder in
            let path = folder + "/x.sqlite"
            try prepare(path, first)
            var options = SQLiteOptions()
            options.access = .readOnly
            _ = try SQLiteConnection(path: path, options: options, schema: first)
            let error = #expect(throws: SQLiteError.self) {
                _ = try SQLiteConnection(path: path, options: options, schema: third)
            }
            #expect(error?.reason == .readOnly)
        }
    }

    @discardableResult
    private func prepare(_ path: String, _ schema: SQLiteSchema) throws -> SQLiteConnection {
        try SQLiteConnection(path: path, options: SQLiteOptions(), schema: schema)
    }
}
