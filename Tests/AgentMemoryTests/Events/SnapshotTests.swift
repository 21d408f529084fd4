internal import AgentPrimitives
internal import Testing

@testable internal import AgentMemory

@Suite struct SnapshotTests {
    private let session = SessionID("ses_test")

    private func makeSnapshots(_ path: String, _ places: [Int], kept: Int = 3) async throws {
        var limits = EventLogLimits()
        limits.snapshotsKept = kept
        try await makeLog(at: path, count: 20)
        try await SQLiteEventLog.withLog(at: path, limits: limits) { log in
            let events = try await log.read(session, from: 1, limit: 20)
            for place in places {
                try await log.save(
                    SessionSnapshot(session: session, head: events[place - 1].head, format: "f", state: [UInt8(place)]))
            }
        }
    }

    private func place(_ path: String, through last: UInt64 = .max) async throws -> UInt64? {
        try await SQLiteEventLog.withLog(at: path) { log in
            try await log.snapshot(of: session, format: "f", through: last)?.head.sequence
        }
    }

    /// A damaged snapshot is passed over for an older one.
    @Test(arguments: [
        "UPDATE snapshots SET state = X'00' WHERE sequence = 15",
        "UPDATE snapshots SET digest = 'x' WHERE sequence = 15",
        "UPDATE snapshots SET hash = (SELECT hash FROM events WHERE sequence = 14) WHERE sequence = 15",
        "UPDATE snapshots SET sequence = 16 WHERE sequence = 15",
        "UPDATE snapshots SET sequence = -1 WHERE sequence = 15",
        "UPDATE snapshots SET sequence = 9223372036854775807 WHERE sequence = 15",
        "UPDATE events SET hash = (SELECT hash FROM events WHERE sequence = 3) WHERE sequence = 15",
        "DELETE FROM events WHERE sequence >= 15",
    ])
    func passesOverWhatIsDamaged(_ sql: String) async throws {
        try await withTemporaryFolder { folder in
            let path = folder + "/sessions.sqlite"
            try await makeSnapshots(path, [5, 10, 15])
            #expect(try await place(path) == 15)
            try runSQL(sql, on: path)
            #expect(try await place(path) == 10)
            #expect(try await place(path, through: 9) == 5)
            #expect(try await place(path, through: 4) == nil)
            let findings = try await SQLiteEventLog.withLog(at: path) { try await $0.verify().findings }
            #expect(findings.contains { $0.kind == .snapshot })
        }
    }

    @Test func keepsTheNewest() async throws {
        try await withTemporaryFolder { folder in
            let path = folder + "/sessions.sqlite"
            try await makeSnapshots(path, [1, 5, 9, 9, 13], kept: 2)
            #expect(try await place(path) == 13)
            #expect(try await place(path, through: 12) == 9)
            #expect(try await place(path, through: 8) == nil)
        }
    }

    @Test func refusesAStateOverTheLimit() async throws {
        var limits = EventLogLimits()
        limits.payloadBytes = 100
        let log = InMemoryEventLog(limits: limits)
        let head = try await log.append([try .sample(0)], to: session, expecting: 0)
        let error = await #expect(throws: EventLogError.self) {
            try await log.save(
                SessionSnapshot(session: session, head: head, format: "f", state: [UInt8](repeating: 0, count: 101)))
        }
        #expect(error?.code == .invalid)
    }
}
