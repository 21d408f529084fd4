internal import AgentPrimitives
internal import AgentTelemetry
internal import Foundation
internal import Testing

@testable internal import AgentMemory

@Suite struct DamageTests {
    private let session = SessionID("ses_test")

    /// What another program did to a file of 20 events, and the event that a replay names.
    @Test(arguments: [
        ("UPDATE events SET payload = replace(payload, '\"number\":0', '\"number\":7') WHERE sequence = 1", 1),
        ("UPDATE events SET payload = replace(payload, 'x', 'y') WHERE sequence = 9", 9),
        ("UPDATE events SET payload = CAST(replace(payload, 'x', 'y') AS BLOB) WHERE sequence = 20", 20),
        ("UPDATE events SET payload = '' WHERE sequence = 3", 3),
        ("UPDATE events SET time = time + 1 WHERE sequence = 5", 5),
        ("UPDATE events SET kind = 'test.other' WHERE sequence = 6", 6),
        ("UPDATE events SET hash = replace(hash, substr(hash, 1, 1), 'g') WHERE sequence = 7", 7),
        ("UPDATE events SET hash = (SELECT hash FROM events WHERE sequence = 2) WHERE sequence = 8", 8),
        ("UPDATE events SET hash = upper(hash), payload = '{}' WHERE sequence = 8", 8),
        ("DELETE FROM events WHERE sequence = 10", 10),
        ("UPDATE events SET sequence = 21 WHERE sequence = 4", 4),
        ("UPDATE events SET session = 'ses_other' WHERE sequence = 12", 12),
        ("UPDATE events SET blob = hash WHERE sequence = 2", 2),
        ("UPDATE events SET payload = '{}' WHERE sequence = 17; DELETE FROM events WHERE sequence = 19", 17),
    ])
    func namesTheFirstDamagedEvent(_ sql: String, _ sequence: UInt64) async throws {
        try await withTemporaryFolder { folder in
            let path = folder + "/sessions.sqlite"
            try await makeLog(at: path, count: 20, padding: 30)
            try runSQL(sql, on: path)
            let divergence = await #expect(throws: ReplayDivergence.self) { try await replay(path) }
            #expect(divergence?.sequence == sequence)
        }
    }

    @Test(arguments: [
        "UPDATE blobs SET bytes = CAST(replace(CAST(bytes AS TEXT), 'x', 'y') AS BLOB)",
        "UPDATE blobs SET bytes = substr(bytes, 2)",
        "DELETE FROM blobs",
        "UPDATE events SET payload = replace(payload, '3', '4') WHERE sequence = 3",
        "UPDATE events SET blob = replace(blob, substr(blob, 1, 1), 'z') WHERE sequence = 3",
    ])
    func namesTheEventOfADamagedBlob(_ sql: String) async throws {
        try await withTemporaryFolder { folder in
            let path = folder + "/sessions.sqlite"
            var limits = EventLogLimits()
            limits.inlineBytes = 200
            try await SQLiteEventLog.withLog(at: path, limits: limits) { log in
                let drafts = [try EventDraft.sample(1), try .sample(2), try .sample(11, padding: 300)]
                _ = try await log.append(drafts, to: session, expecting: 0)
            }
            try runSQL(sql, on: path)
            try await SQLiteEventLog.withLog(at: path) { log in
                let error = await #expect(throws: EventLogError.self) { try await log.read(session, from: 1, limit: 9) }
                #expect(error?.code == .corrupt)
                #expect(error?.sequence == 3)
                let places = try await log.places(session, from: 1, limit: 2)
                #expect(places == [1, 2])
            }
            let divergence = await #expect(throws: ReplayDivergence.self) { try await replay(path) }
            #expect(divergence?.sequence == 3)
        }
    }

    @Test func keepsTheReadablePartReadable() async throws {
        try await withTemporaryFolder { folder in
            let path = folder + "/sessions.sqlite"
            try await makeLog(at: path, count: 20)
            let other = SessionID("ses_other")
            try await makeLog(at: path, session: other, count: 5)
            try runSQL("DELETE FROM events WHERE session = 'ses_test' AND sequence = 8", on: path)
            try await SQLiteEventLog.withLog(at: path) { log in
                let before = try await log.places(session, from: 1, limit: 7)
                #expect(before == Array(1...7))
                let after = try await log.places(session, from: 9, limit: 99)
                #expect(after == Array(9...20))
                let report = try await SessionReplayer(log).replay(other, into: EventCount())
                #expect(report.events == 5)
            }
        }
    }

    /// A log ends at its last event, whatever the summary of the session says: one that was cut short goes on from there.
    @Test(arguments: ["UPDATE sessions SET events = 25", "UPDATE sessions SET hash = 'x'", "DELETE FROM sessions"])
    func goesOnFromTheLastEvent(_ sql: String) async throws {
        try await withTemporaryFolder { folder in
            let path = folder + "/sessions.sqlite"
            try await makeLog(at: path, count: 20)
            try runSQL("DELETE FROM events WHERE sequence > 14; " + sql, on: path)
            #expect(try await replay(path).events == 14)
            try await SQLiteEventLog.withLog(at: path) { log in
                let head = try await log.append([try .sample(15)], to: session, expecting: 14)
                #expect(head.sequence == 15)
                #expect(try await log.sessions(limit: 9).map(\.events) == [15])
            }
            #expect(try await replay(path).events == 15)
        }
    }

    /// Cut anywhere, the file gives an error or what it held, never something else.
    @Test func findsATruncatedFile() async throws {
        try await withTemporaryFolder { folder in
            let path = folder + "/sessions.sqlite"
            let head = try await makeLog(at: path, count: 200, padding: 200)
            let whole = try Data(contentsOf: URL(filePath: path))
            for length in stride(from: 1, to: whole.count, by: 1531) {
                let cut = folder + "/cut-\(length).sqlite"
                try whole.prefix(length).write(to: URL(filePath: cut))
                await expectFailure(cut, or: head)
            }
        }
    }

    /// With bytes changed anywhere, the file gives an error or what it held, never something else and never a crash.
    @Test func findsChangedBytes() async throws {
        try await withTemporaryFolder { folder in
            let path = folder + "/sessions.sqlite"
            let head = try await makeLog(at: path, count: 60, padding: 200)
            let whole = try Data(contentsOf: URL(filePath: path))
            let random = SeededRandomSource(seed: 20)
            let damaged = folder + "/damaged.sqlite"
            for _ in 0..<400 {
                var bytes = whole
                for _ in 0..<(1 + random.next() % 4) {
                    bytes[Int(random.next() % UInt64(bytes.count))] ^= UInt8(1 + random.next() % 255)
                }
                try bytes.write(to: URL(filePath: damaged))
                await expectFailure(damaged, or: head)
                for suffix in ["-wal", "-shm"] { try? FileManager.default.removeItem(atPath: damaged + suffix) }
            }
        }
    }

    private func expectFailure(_ path: String, or head: EventHead) async {
        do {
            #expect(try await replay(path).head == head)
        } catch let error as EventLogError {
            #expect([.corrupt, .storage, .notFound].contains(error.code), "\(error)")
            #expect(error.code == .notFound || error.message.contains(path), "\(error)")
        } catch {
            #expect(error is ReplayDivergence, "\(error)")
        }
    }
}
