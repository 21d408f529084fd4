internal import AgentMemory
internal import AgentPrimitives
internal import Testing

@Suite struct EpisodicExpiryTests {
    private let time = ManualTime(0)

    @Test func hidesFromTheExpiryOn() async throws {
        try await withJournal { journal in
            _ = try await journal.write([.sample("a", "apples", expiry: 10), .sample("b", "pears")])
            time.set(9)
            #expect(try await journal.tail(9).count == 2)
            time.set(10)
            #expect(try await journal.tail(9).map(\.record.id) == ["b"])
            #expect(try await journal.entries(named: ["a"]).isEmpty)
            #expect(try await journal.search("apples", limit: 9).isEmpty)
            #expect(try await journal.identifiers(.records(["a", "b"])) == ["b"])
            #expect(try await journal.statistics().records == 1)
        }
    }

    /// Once somebody has seen a record to be expired, a clock that is set back does not bring it back.
    @Test func doesNotBringBackWhatWasSeenToBeExpired() async throws {
        try await withJournal { journal in
            _ = try await journal.write([.sample("a", expiry: 10), .sample("b", expiry: 30)])
            time.set(20)
            #expect(try await journal.tail(9).map(\.record.id) == ["b"])
            time.set(5)
            #expect(try await journal.tail(9).map(\.record.id) == ["b"])
            #expect(try await journal.expire().erased == ["a"])
            #expect(try await journal.expire().erased == [])
        }
    }

    /// A clock that jumps ahead and back while nobody looks costs nothing.
    @Test func losesNothingToAClockThatNobodySaw() async throws {
        try await withJournal { journal in
            _ = try await journal.write([.sample("a", expiry: 10)])
            time.set(1_000_000)
            time.set(3)
            #expect(try await journal.tail(9).count == 1)
        }
    }

    @Test func deletesAllThatIsExpired() async throws {
        try await withJournal { journal in
            _ = try await journal.write((0..<600).map { .sample("\($0)", expiry: 10) })
            time.set(11)
            #expect(try await journal.tail(9).isEmpty)
            #expect(try await journal.expire().erased.count == 600)
        }
    }

    @Test func readsWithoutDeletingWhereItMayNotWrite() async throws {
        try await withTemporaryFolder { folder in
            let path = folder + "/memory.sqlite"
            let writer = try await EpisodicJournal.open(at: path, time: time)
            _ = try await writer.write([.sample("a", expiry: 10), .sample("b")])
            try await writer.shutdown()
            time.set(10)
            var options = SQLiteOptions()
            options.access = .readOnly
            let reader = try await EpisodicJournal.open(at: path, options: options, time: time)
            #expect(try await reader.tail(9).map(\.record.id) == ["b"])
            #expect(try await reader.expire() == JournalChanges())
            let error = await #expect(throws: MemoryError.self) { try await reader.write([.sample("c")]) }
            #expect(error?.code == .readOnly)
            try await reader.shutdown()
        }
    }

    private func withJournal(_ body: (EpisodicJournal) async throws -> Void) async throws {
        try await withTemporaryFolder { folder in
            let journal = try await EpisodicJournal.open(at: folder + "/memory.sqlite", time: time)
            try await body(journal)
            try await journal.shutdown()
        }
    }
}
