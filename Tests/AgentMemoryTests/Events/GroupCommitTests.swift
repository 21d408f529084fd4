internal import AgentPrimitives
internal import Testing

@testable internal import AgentMemory

@Suite struct GroupCommitTests {
    private func append(
        _ drafts: [EventDraft], _ session: String, _ expected: UInt64
    ) -> PendingAppend {
        PendingAppend(drafts: drafts, session: SessionID(session), expected: expected)
    }

    private func outcomes(_ results: [Result<EventHead, EventLogError>]) -> [String] {
        results.map { result in
            switch result {
            case .success(let head): "\(head.sequence)"
            case .failure(let error): "\(error.code)"
            }
        }
    }

    /// One transaction holds what succeeds: a conflict, an oversized payload and a broken row each fail alone.
    @Test func givesEachItsOwnResult() async throws {
        try await withTemporaryFolder { folder in
            let path = folder + "/sessions.sqlite"
            var limits = EventLogLimits()
            limits.payloadBytes = 200
            try await SQLiteEventLog.withLog(at: path, limits: limits) { log in
                let small = try EventDraft.samples(0..<2)
                let appends = [
                    append(small, "a", 0), append(small, "b", 9), append([try .sample(0, padding: 300)], "c", 0),
                    append(small, "a", 2), append(small, "a", 2), append([], "a", 4), append(small, "d", 0),
                    append(small, "d", .max),
                ]
                let results = try await log.perform { $0.commit(appends) }
                #expect(outcomes(results) == ["2", "conflict", "invalid", "4", "conflict", "4", "2", "conflict"])
                let found = try await log.verify()
                #expect(found.findings == [])
                #expect(found.events == 6)
            }
        }
    }

    /// What fails in the middle of an append undoes that append alone.
    @Test func undoesWhatFailedHalfWay() async throws {
        try await withTemporaryFolder { folder in
            let path = folder + "/sessions.sqlite"
            try await makeLog(at: path, session: SessionID("a"), count: 1)
            try runSQL(
                """
                CREATE TRIGGER full BEFORE INSERT ON events WHEN NEW.session = 'b' AND NEW.sequence = 2
                BEGIN SELECT RAISE(ABORT, 'no'); END
                """, on: path)
            try await SQLiteEventLog.withLog(at: path) { log in
                let two = try EventDraft.samples(0..<2)
                let appends = [append(two, "a", 1), append(two, "b", 0), append(two, "c", 0)]
                let results = try await log.perform { $0.commit(appends) }
                #expect(outcomes(results).enumerated().filter { $0.0 != 1 }.map(\.1) == ["3", "2"])
                #expect(throws: EventLogError.self) { try results[1].get() }
                let head = try await log.head(of: SessionID("b"))
                #expect(head == .empty)
            }
        }
    }

    @Test func waitsInOrderForTheThread() {
        let queue = AppendQueue()
        let tickets = (0..<5).map { _ in queue.add(append([], "a", 0)) }
        #expect(queue.take(limit: 2).map(\.ticket) == Array(tickets[..<2]))
        #expect(queue.take(limit: 0).map(\.ticket) == [tickets[2]])
        #expect(queue.take(limit: 99).map(\.ticket) == Array(tickets[3...]))
        #expect(queue.take(limit: 99).isEmpty)
    }

    @Test(arguments: [UInt64(Int64.max) - 1, UInt64(Int64.max), .max])
    func refusesASequenceThatNoLogReaches(_ sequence: UInt64) async throws {
        try await withTemporaryFolder { folder in
            let path = folder + "/sessions.sqlite"
            try await makeLog(at: path, count: 1)
            try runSQL("UPDATE events SET sequence = \(Int64(clamping: sequence))", on: path)
            try await SQLiteEventLog.withLog(at: path) { log in
                let error = await #expect(throws: EventLogError.self) {
                    try await log.append(
                        try EventDraft.samples(0..<3), to: SessionID("ses_test"), expecting: sequence)
                }
                let expected: EventLogError.Code = sequence > Int64.max ? .conflict : .corrupt
                #expect(error?.code == expected)
            }
        }
    }

    @Test func refusesAPayloadOfAHundredMegabytes() async throws {
        try await withTemporaryFolder { folder in
            let large = EventDraft(
                kind: EventKind(rawValue: "k"), canonicalPayload: [UInt8](repeating: 0x31, count: 100 << 20),
                time: Timestamp(microseconds: 1))
            try await SQLiteEventLog.withLog(at: folder + "/sessions.sqlite") { log in
                let error = await #expect(throws: EventLogError.self) {
                    try await log.append([large], to: SessionID("a"), expecting: 0)
                }
                #expect(error?.code == .invalid)
            }
        }
    }
}
