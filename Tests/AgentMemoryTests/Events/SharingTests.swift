internal import AgentPrimitives
internal import AgentTelemetry
internal import Testing

@testable internal import AgentMemory

@Suite struct SharingTests {
    private let session = SessionID("ses_shared")

    @Test func twoConnectionsGiveEachEventItsOwnPlace() async throws {
        try await withTemporaryFolder { folder in
            let path = folder + "/sessions.sqlite"
            try await SQLiteEventLog.withLog(at: path) { first in
                try await SQLiteEventLog.withLog(at: path) { second in
                    let places = try await withThrowingTaskGroup(of: [UInt64].self) { group in
                        for log in [first, second] { group.addTask { try await append(150, to: log) } }
                        return try await group.reduce(into: []) { $0 += $1 }
                    }
                    #expect(places.sorted() == Array(1...300))
                }
            }
            #expect(try await replay(path, session: session).events == 300)
        }
    }

    @Test(.enabled(if: ChildTask.canStart)) func twoProcessesGiveEachEventItsOwnPlace() async throws {
        try await withTemporaryFolder { folder in
            let path = folder + "/sessions.sqlite"
            let children = [try ChildProcess(.append, path: path), try ChildProcess(.append, path: path)]
            var places: [UInt64] = []
            for child in children { places += try await child.recorded(100) }
            places += try await SQLiteEventLog.withLog(at: path) { log in try await append(50, to: log) }
            for child in children { places += try await child.kill() }

            let events = try await replay(path, session: session).events
            #expect(Set(places).count == places.count)
            #expect(Set(places).isSubset(of: Set(1...events)))
            // Each child may have died between its commit and telling of it.
            #expect(events - UInt64(places.count) <= UInt64(children.count))
        }
    }

    private func append(_ count: Int, to log: SQLiteEventLog) async throws -> [UInt64] {
        let draft = try EventDraft.sample(0)
        var places: [UInt64] = []
        for _ in 0..<count { places.append(try await log.appendAtEnd(draft, to: session)) }
        return places
    }
}
