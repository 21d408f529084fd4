internal import AgentPrimitives
internal import AgentTelemetry
internal import CSQLite
internal import Foundation
internal import Testing

@testable internal import AgentMemory

@Suite struct SQLiteEventLogTests {
    private let session = SessionID("ses_test")

    @Test func survivesClosingAndOpening() async throws {
        try await withTemporaryFolder { folder in
            let path = folder + "/.agent/sessions.sqlite"
            let head = try await makeLog(at: path, count: 25)
            let report = try await replay(path)
            #expect(report.head == head)
            #expect(report.state.events == 25)
        }
    }

    @Test func leavesOneFileForTheOwnerAloneAfterShutdown() async throws {
        try await withTemporaryFolder { folder in
            try await makeLog(at: folder + "/.agent/sessions.sqlite", count: 3)
            #expect(try FileManager.default.contentsOfDirectory(atPath: folder + "/.agent") == ["sessions.sqlite"])
            let attributes = try FileManager.default.attributesOfItem(atPath: folder + "/.agent/sessions.sqlite")
            #expect(attributes[.posixPermissions] as? Int == 0o600)
        }
    }

    @Test func writesTheTableThatOtherProgramsRead() async throws {
        try await withTemporaryFolder { folder in
            let path = folder + "/sessions.sqlite"
            let head = try await makeLog(at: path, count: 2)
            let connection = try SQLiteConnection(path: path, options: SQLiteOptions())
            let row = try connection.prepare(
                """
                SELECT session, kind, payload, hash, typeof(payload), typeof(hash), blob IS NULL FROM events
                WHERE session = 'ses_test' AND sequence = 2
                """)
            #expect(try row.step())
            #expect(row.text(at: 0) == "ses_test")
            #expect(row.text(at: 1) == "test.step")
            #expect(row.text(at: 2) == #"{"number":1,"padding":""}"#)
            #expect(row.text(at: 3) == head.hash.description)
            #expect(row.text(at: 4) == "text")
            #expect(row.text(at: 5) == "text")
            #expect(row.integer(at: 6) == 1)
        }
    }

    @Test func keepsALargePayloadOnceBesideTheEvents() async throws {
        try await withTemporaryFolder { folder in
            let path = folder + "/sessions.sqlite"
            let large = try EventDraft.sample(1, padding: 70_000)
            try await SQLiteEventLog.withLog(at: path) { log in
                _ = try await log.append([large, try .sample(2), large], to: session, expecting: 0)
                let read = try await log.read(session, from: 1, limit: 10)
                #expect(read.map(\.payload) == [large.payload, try EventDraft.sample(2).payload, large.payload])
                #expect(try await log.blob(SHA256Digest(of: large.payload)) == large.payload)
            }
            let connection = try SQLiteConnection(path: path, options: SQLiteOptions())
            #expect(try connection.integer("SELECT count(*) FROM blobs") == 1)
            let row = try connection.prepare("SELECT payload, blob FROM events WHERE sequence = 3")
            #expect(try row.step())
            let digest = SHA256Digest(of: large.payload).description
            #expect(row.text(at: 0) == #"{"$blob":"\#(digest)","bytes":\#(large.payload.count)}"#)
            #expect(row.text(at: 1) == digest)
            #expect(try await replay(path).events == 3)
        }
    }

    @Test func refusesAPayloadOverTheLimit() async throws {
        try await withTemporaryFolder { folder in
            var limits = EventLogLimits()
            limits.payloadBytes = 100
            try await SQLiteEventLog.withLog(at: folder + "/sessions.sqlite", limits: limits) { log in
                let drafts = [try EventDraft.sample(1), try EventDraft.sample(2, padding: 100)]
                let error = await #expect(throws: EventLogError.self) {
                    try await log.append(drafts, to: session, expecting: 0)
                }
                #expect(error?.code == .invalid)
                #expect(try await log.head(of: session) == .empty)
                let blobError = await #expect(throws: EventLogError.self) {
                    try await log.store(blob: [UInt8](repeating: 0, count: 101))
                }
                #expect(blobError?.code == .invalid)
            }
        }
    }

    @Test func endsAPageOfLargeEventsEarly() async throws {
        try await withTemporaryFolder { folder in
            let path = folder + "/sessions.sqlite"
            try await makeLog(at: path, count: 10, padding: 1000)
            var limits = EventLogLimits()
            limits.pageBytes = 2500
            try await SQLiteEventLog.withLog(at: path, limits: limits) { log in
                #expect(try await log.places(session, from: 1, limit: 10) == [1, 2, 3])
                let report = try await SessionReplayer(log).replay(session, into: EventCount())
                #expect(report.events == 10)
            }
        }
    }

    @Test func refusesCallsAfterShutdown() async throws {
        try await withTemporaryFolder { folder in
            let log = try await SQLiteEventLog.open(at: folder + "/sessions.sqlite")
            try await log.shutdown()
            try await log.shutdown()
            let error = await #expect(throws: EventLogError.self) { try await log.head(of: session) }
            #expect(error?.code == .closed)
        }
    }

    @Test func shutsDownWhenTheBodyThrows() async throws {
        struct Stop: Error {}
        try await withTemporaryFolder { folder in
            try await #require(throws: Stop.self) {
                try await SQLiteEventLog.withLog(at: folder + "/sessions.sqlite") { log in
                    _ = try await log.append([try .sample(1)], to: session, expecting: 0)
                    throw Stop()
                }
            }
            #expect(try FileManager.default.contentsOfDirectory(atPath: folder) == ["sessions.sqlite"])
        }
    }

    @Test func finishesAnAppendOfACancelledTask() async throws {
        try await withTemporaryFolder { folder in
            try await SQLiteEventLog.withLog(at: folder + "/sessions.sqlite") { log in
                try await withThrowingTaskGroup(of: Void.self) { group in
                    group.cancelAll()
                    group.addTask { _ = try await log.append([try .sample(1)], to: session, expecting: 0) }
                    try await group.waitForAll()
                }
                #expect(try await log.head(of: session).sequence == 1)
            }
        }
    }
}
