internal import AgentMemory
internal import AgentPrimitives
internal import Foundation
internal import Testing

@Suite struct EpisodicJournalTests {
    @Test func readsBackWhatWasWritten() async throws {
        try await withTemporaryFolder { folder in
            let record = MemoryRecord(
                id: "rec_ü'", time: Timestamp(microseconds: -5), channel: .custom("no\"tes"),
                text: "line\n\u{0}\u{1F680}",
                tags: ["b", "a", ""], metadata: ["k": "v", "quote": "\"\\"],
                provenance: MemoryProvenance(
                    agent: AgentID(randomBits: 1, 2), session: SessionID("ses_x"), sequence: 7, tool: "t", source: "s",
                    sources: [MemorySource(id: "a", digest: .zero)]),
                taint: .untrusted(from: "web", "mail"), expiry: Timestamp(microseconds: 5_000_000_000_000_000),
                payload: [0, 255, 1])
            let journal = try await EpisodicJournal.open(at: folder + "/memory.sqlite")
            _ = try await journal.write([record])
            _ = try await journal.write([.sample("empty", "", channel: .system)])
            try await journal.shutdown()

            let again = try await EpisodicJournal.open(at: folder + "/memory.sqlite")
            let entries = try await again.tail(9)
            #expect(entries.map(\.record) == [record, .sample("empty", "", channel: .system)])
            #expect(entries.map(\.sequence) == [1, 2])
            try await again.shutdown()
        }
    }

    @Test func readsByOrderPlaceChannelTagAndTime() async throws {
        try await withJournal { journal in
            for number in 1...5 {
                let tags: Set<String> = number.isMultiple(of: 2) ? ["even", "all"] : ["all"]
                _ = try await journal.write([
                    .sample("\(number)", channel: number == 3 ? .tool : .input, tags: tags, time: Int64(number))
                ])
            }
            _ = try await journal.write([.sample("2", "new", tags: ["even"], time: 9)])
            #expect(try await ids(journal, MemoryQuery(order: .newestFirst, limit: 9)) == ["2", "5", "4", "3", "1"])
            #expect(try await ids(journal, MemoryQuery(before: 6, order: .newestFirst, limit: 2)) == ["5", "4"])
            #expect(try await ids(journal, MemoryQuery(after: 3, limit: 9)) == ["4", "5", "2"])
            #expect(try await ids(journal, MemoryQuery(MemoryFilter(channel: .tool), limit: 9)) == ["3"])
            #expect(try await ids(journal, MemoryQuery(MemoryFilter(channel: .output), limit: 9)) == [])
            #expect(try await ids(journal, MemoryQuery(MemoryFilter(tags: ["even"]), limit: 9)) == ["4", "2"])
            #expect(try await ids(journal, MemoryQuery(MemoryFilter(tags: ["even", "all"]), limit: 9)) == ["4"])
            let times = MemoryFilter(from: Timestamp(microseconds: 3), until: Timestamp(microseconds: 5))
            #expect(try await ids(journal, MemoryQuery(times, limit: 9)) == ["3", "4"])
            for limit in [0, -1, Int.min] { #expect(try await ids(journal, MemoryQuery(limit: limit)) == []) }
            #expect(try await ids(journal, MemoryQuery(limit: .max)).count == 5)
            let found = try await journal.entries(named: ["4", "nobody", "2"])
            #expect(found.map(\.record.text) == ["text", "new"])
            #expect(found.map(\.sequence) == [4, 6])
            #expect(try await journal.tail(2).map(\.record.id) == ["5", "2"])
            #expect(try await journal.range(after: 4, limit: 1).map(\.record.id) == ["5"])
        }
    }

    @Test func keepsABatchAsAWhole() async throws {
        try await withJournal { journal in
            let receipt = try await journal.write([.sample("a", "1"), .sample("b"), .sample("a", "2")])
            #expect(receipt.first == 1)
            let entries = try await journal.tail(9)
            #expect(entries.map(\.record.text) == ["text", "2"])
            #expect(entries.map(\.sequence) == [2, 3])
            #expect(try await journal.write([]).first == 4)
        }
    }

    @Test func neverGivesAPlaceTwice() async throws {
        try await withTemporaryFolder { folder in
            let path = folder + "/memory.sqlite"
            let first = try await EpisodicJournal.open(at: path)
            _ = try await first.write([.sample("a"), .sample("b"), .sample("c")])
            _ = try await first.erase(["c", "b"])
            try await first.shutdown()
            let second = try await EpisodicJournal.open(at: path)
            #expect(try await second.write([.sample("d")]).first == 4)
            #expect(try await second.statistics().lastSequence == 4)
            try await second.shutdown()
        }
    }

    @Test func keepsMarks() async throws {
        try await withJournal { journal in
            #expect(try await journal.mark("x") == nil)
            try await journal.setMark("x", to: 7)
            try await journal.setMark("x", to: 9)
            #expect(try await journal.mark("x") == 9)
            #expect(try await journal.mark("floor") == nil)
        }
    }

    @Test func countsWhatItKeeps() async throws {
        try await withJournal { journal in
            _ = try await journal.write([
                .sample("a", "four", time: 5), .sample("b", "ü", channel: .tool, time: 3),
                MemoryRecord(
                    id: "c", time: Timestamp(microseconds: 4), channel: .tool, text: "", taint: .untrusted(from: "web"),
                    expiry: Timestamp(microseconds: 5_000_000_000_000_000)),
            ])
            let statistics = try await journal.statistics()
            #expect(statistics.records == 3)
            #expect(statistics.channels == ["input": 1, "tool": 2])
            #expect(statistics.textBytes == 6)
            #expect((statistics.expiring, statistics.tainted, statistics.summarized) == (1, 1, 0))
            #expect(statistics.earliest?.microseconds == 3)
            #expect(statistics.latest?.microseconds == 5)
            #expect(statistics.fileBytes > 0)
        }
    }

    @Test func refusesCallsAfterShutdown() async throws {
        try await withJournal { journal in
            try await journal.shutdown()
            let error = await #expect(throws: MemoryError.self) { _ = try await journal.write([.sample("a")]) }
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
                    _ = try await EpisodicJournal.open(at: folder + name)
                }
                #expect(error?.code == code)
                #expect(error?.message.contains(folder + name) == true)
            }
        }
    }

    @Test func reportsADamagedRecord() async throws {
        try await withTemporaryFolder { folder in
            let path = folder + "/memory.sqlite"
            let journal = try await EpisodicJournal.open(at: path)
            _ = try await journal.write([.sample("a")])
            try runSQL("UPDATE records SET tags = '['", on: path)
            let error = await #expect(throws: MemoryError.self) { try await journal.tail(1) }
            #expect(error?.code == .corrupt)
            try await journal.shutdown()
        }
    }

    private func ids(_ journal: EpisodicJournal, _ query: MemoryQuery) async throws -> [String] {
        try await journal.entries(query).map(\.record.id)
    }

    private func withJournal(_ body: (EpisodicJournal) async throws -> Void) async throws {
        try await withTemporaryFolder { folder in
            let journal = try await EpisodicJournal.open(at: folder + "/memory.sqlite")
            try await body(journal)
            try await journal.shutdown()
        }
    }
}
