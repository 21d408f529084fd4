internal import AgentPrimitives
internal import Testing

@testable internal import AgentMemory

@Suite struct EpisodicSearchTests {
    @Test func ranksByWordsAndShowsThePartThatFits() async throws {
        try await withJournal { journal in
            _ = try await journal.write([
                .sample("hours", "The museum opens at nine and closes at noon on Fridays.", tags: ["museum"]),
                .sample("price", "A museum ticket costs eight euros.", tags: ["museum", "money"]),
                .sample("other", "Bananas are yellow."),
            ])
            let matches = try await journal.search("museum noon", limit: 9)
            #expect(matches.map(\.entry.record.id) == ["hours", "price"])
            #expect(matches.allSatisfy { $0.score > 0 })
            #expect(matches.first?.snippet.contains("closes at noon") == true)
            let money = try await journal.search("museum", limit: 9, filter: MemoryFilter(tags: ["money"]))
            #expect(money.map(\.entry.record.id) == ["price"])
            #expect(try await journal.search("MUSÉUM", limit: 1).count == 1)
            #expect(try await journal.search("mus", limit: 9).isEmpty)
            #expect(try await journal.search("mus", limit: 9, matchesPrefixes: true).count == 2)
        }
    }

    @Test(
        arguments: [
            "", "?!…", "\"", "'; DROP TABLE records; --", "text:museum", "museum AND NOT noon", "NEAR(museum noon)",
            "^*()",
            "museum*", "{text} : museum", "\u{0}", "museum\u{0}noon", "-museum", "ा ः",
        ])
    func takesNothingForSyntax(text: String) async throws {
        try await withJournal { journal in
            _ = try await journal.write([.sample("a", "the museum at noon")])
            let found = try await journal.search(text, limit: 9)
            #expect(found.isEmpty == !text.contains("museum"))
            _ = try await journal.search(text, limit: 9, matchesPrefixes: true)
            #expect(try await journal.statistics().records == 1)
        }
    }

    @Test(arguments: [0, -1, Int.min, Int.max]) func takesAnyLimit(limit: Int) async throws {
        try await withJournal { journal in
            _ = try await journal.write([.sample("a", "word"), .sample("b", "word")])
            #expect(try await journal.search("word", limit: limit).count == (limit > 0 ? 2 : 0))
            #expect(
                try await journal.ranking(of: "word", limit: limit, filter: .everything).count == (limit > 0 ? 2 : 0))
        }
    }

    /// What is replaced is found as it is now; what the search index could not follow is refused, whoever asks.
    @Test func followsEveryChange() async throws {
        try await withTemporaryFolder { folder in
            let path = folder + "/memory.sqlite"
            let journal = try await EpisodicJournal.open(at: path)
            _ = try await journal.write([.sample("a", "apples"), .sample("b", "pears")])
            _ = try await journal.write([.sample("a", "plums")])
            #expect(try await journal.search("apples", limit: 9).isEmpty)
            #expect(try await journal.search("plums", limit: 9).count == 1)
            try expectIntegrity(of: path)
            #expect(throws: SQLiteError.self) {
                try runSQL("UPDATE records SET text = 'cherries' WHERE id = 'b'", on: path)
            }
            #expect(try await journal.search("pears", limit: 9).map(\.entry.record.id) == ["b"])
            // Deleted by another program: its words find nothing any more.
            try runSQL("DELETE FROM records WHERE id = 'b'", on: path)
            #expect(try await journal.search("pears", limit: 9).isEmpty)
            try await journal.shutdown()
        }
    }

    private func withJournal(_ body: (EpisodicJournal) async throws -> Void) async throws {
        try await withTemporaryFolder { folder in
            let journal = try await EpisodicJournal.open(at: folder + "/memory.sqlite")
            try await body(journal)
            try await journal.shutdown()
        }
    }
}
