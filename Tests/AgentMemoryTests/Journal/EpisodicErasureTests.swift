internal import AgentPrimitives
internal import Testing

@testable internal import AgentMemory

@Suite struct EpisodicErasureTests {
    @Test func leavesNothingOfWhatIsErased() async throws {
        try await withTemporaryFolder { folder in
            let path = folder + "/memory.sqlite"
            let journal = try await EpisodicJournal.open(at: path)
            _ = try await journal.write((0..<50).map { .sample("\($0)", "filler number \($0)") })
            _ = try await journal.write([.sample("secret", "xyzzyplugh in a sentence", tags: ["plughtag"])])
            #expect(try files(of: path, contain: "xyzzyplugh"))
            #expect(try await journal.erase(["secret", "nobody"]).erased == ["secret"])
            for text in ["xyzzyplugh", "plughtag"] { #expect(try !files(of: path, contain: text)) }
            #expect(try await journal.statistics().records == 50)
            try expectIntegrity(of: path)
            try await journal.shutdown()
        }
    }

    /// While a reader elsewhere needs the write-ahead log, it cannot be cut; the next opening does it.
    @Test func makesUpForAnErasureThatCouldNotBeFinished() async throws {
        try await withTemporaryFolder { folder in
            let path = folder + "/memory.sqlite"
            var options = SQLiteOptions()
            options.busyTimeout = .milliseconds(20)
            let journal = try await EpisodicJournal.open(at: path, options: options)
            _ = try await journal.write([.sample("secret", "xyzzyplugh"), .sample("b")])
            var reader: SQLiteConnection? = try SQLiteConnection(path: path, options: SQLiteOptions())
            try reader?.execute("BEGIN; SELECT count(*) FROM records")
            #expect(try await journal.erase(["secret"]).erased == ["secret"])
            #expect(try await journal.tail(9).map(\.record.id) == ["b"])
            #expect(try files(of: path, contain: "xyzzyplugh"))
            reader = nil
            try await journal.shutdown()

            let again = try await EpisodicJournal.open(at: path)
            #expect(try !files(of: path, contain: "xyzzyplugh"))
            try await again.shutdown()
        }
    }

    /// A summary quotes its sources: it cannot outlive one of them, and the others are listed again.
    @Test func erasesSummariesOfWhatIsErased() async throws {
        try await withTemporaryFolder { folder in
            let path = folder + "/memory.sqlite"
            let journal = try await EpisodicJournal.open(at: path)
            let records = ["a", "b", "c"].map { MemoryRecord.sample($0, "text of \($0)") }
            _ = try await journal.write(records)
            _ = try await journal.summarize(
                [MemorySource(records[0]), MemorySource(records[1])], as: .sample("s", "a b"))
            let sub = try #require(try await journal.entries(named: ["s"]).first?.record)
            _ = try await journal.summarize([MemorySource(sub), MemorySource(records[2])], as: .sample("t", "a b c"))
            #expect(try await journal.tail(9).map(\.record.id) == ["t"])
            try expectIntegrity(of: path)
            let changes = try await journal.erase(["a"])
            #expect(Set(changes.erased) == ["a", "s", "t"])
            #expect(Set(changes.restored) == ["b", "c"])
            #expect(try await journal.tail(9).map(\.record.id) == ["b", "c"])
            try expectIntegrity(of: path)
            try await journal.shutdown()
        }
    }

    @Test func dropsASummaryWhenASourceIsReplaced() async throws {
        try await withTemporaryFolder { folder in
            let journal = try await EpisodicJournal.open(at: folder + "/memory.sqlite")
            let records = ["a", "b"].map { MemoryRecord.sample($0) }
            _ = try await journal.write(records)
            _ = try await journal.summarize(records.map { MemorySource($0) }, as: .sample("s"))
            #expect(try await journal.write([.sample("a", "new")]).changes.erased == ["s"])
            #expect(try await journal.tail(9).map(\.record.text) == ["text", "new"])
            try await journal.shutdown()
        }
    }

    @Test func summarisesOnlyWhatIsAsItWasRead() async throws {
        try await withTemporaryFolder { folder in
            let journal = try await EpisodicJournal.open(at: folder + "/memory.sqlite")
            let (old, other) = (MemoryRecord.sample("a"), MemoryRecord.sample("b"))
            _ = try await journal.write([.sample("a", "new"), other])
            for source in [old, .sample("gone")] {
                let error = await #expect(throws: MemoryError.self) {
                    try await journal.summarize([MemorySource(other), MemorySource(source)], as: .sample("s"))
                }
                #expect(error?.code == .conflict)
            }
            #expect(try await journal.tail(9).map(\.record.id) == ["a", "b"])
            try await journal.shutdown()
        }
    }
}
