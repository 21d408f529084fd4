internal import AgentPrimitives
internal import AgentTelemetry
internal import Foundation
internal import Testing

@testable internal import AgentMemory

@Suite struct RetentionTests {
    private static let day: Int64 = 86_400

    /// Four sessions, written one after the other, a day apart; the second is unfinished.
    private func fill(_ path: String, padding: Int = 100) async throws {
        var limits = EventLogLimits()
        limits.inlineBytes = 2000
        try await SQLiteEventLog.withLog(at: path, limits: limits) { log in
            for number in 1...4 {
                let time = Timestamp(microseconds: Int64(number) * Self.day * 1_000_000)
                let end = number == 2 ? "tool.started" : "run.finished"
                let text = String(repeating: "\(number)", count: padding)
                let drafts = try ["run.started", end].map { kind in
                    try EventDraft(kind: EventKind(rawValue: kind), payload: ["text": .string(text)], time: time)
                }
                _ = try await log.append(drafts, to: SessionID("s\(number)"), expecting: 0)
            }
        }
    }

    private func left(_ path: String, day: Int64 = 5, _ policy: RetentionPolicy) async throws -> [String] {
        try await SQLiteEventLog.withLog(at: path, time: FixedTime(seconds: day * Self.day)) { log in
            let report = try await log.prune(policy)
            #expect(report.bytesAfter <= report.bytesBefore)
            #expect(try await log.verify().findings == [])
            return try await log.sessions(limit: 9).map(\.session.rawValue).sorted()
        }
    }

    @Test(
        arguments: [
            (nil, nil, false, ["s1", "s2", "s3", "s4"]), (0, nil, false, ["s2"]), (0, nil, true, []),
            (2, nil, false, ["s2", "s3", "s4"]), (2, nil, true, ["s3", "s4"]), (nil, 3, false, ["s2", "s3", "s4"]),
            (nil, 2, false, ["s2", "s4"]), (nil, 1, true, ["s4"]), (nil, 0, true, []),
        ] as [(Int?, Int?, Bool, [String])])
    func removesByAgeAndCount(
        _ days: Int?, _ sessions: Int?, _ includesUnfinished: Bool, _ expected: [String]
    ) async throws {
        try await withTemporaryFolder { folder in
            let path = folder + "/sessions.sqlite"
            try await fill(path)
            var policy = RetentionPolicy()
            policy.maximumAge = days.map { .seconds(Int64($0) * Self.day) }
            policy.maximumSessions = sessions
            policy.includesUnfinished = includesUnfinished
            #expect(try await left(path, policy) == expected)
        }
    }

    /// Before the sessions happened, as the clock tells, none of them is old.
    @Test func keepsSessionsWhenTheClockWentBack() async throws {
        try await withTemporaryFolder { folder in
            let path = folder + "/sessions.sqlite"
            try await fill(path)
            var policy = RetentionPolicy()
            policy.maximumAge = .seconds(1)
            #expect(try await left(path, day: -5, policy).count == 4)
        }
    }

    @Test(arguments: [RetentionPolicy.Space.kept, .returned])
    func removesBySizeAndTakesTheBlobsAlong(_ space: RetentionPolicy.Space) async throws {
        try await withTemporaryFolder { folder in
            let path = folder + "/sessions.sqlite"
            try await fill(path, padding: 100_000)
            let before = try Data(contentsOf: URL(filePath: path)).count
            var policy = RetentionPolicy()
            policy.maximumBytes = 250_000
            policy.keeping = [SessionID("s1")]
            policy.includesUnfinished = true
            policy.space = space
            policy.overwrites = true
            #expect(try await left(path, policy) == ["s1", "s4"])
            let content = try Data(contentsOf: URL(filePath: path))
            #expect((content.count < before) == (space == .returned))
            #expect(content.range(of: Data("333333333333".utf8)) == nil)
            #expect(content.range(of: Data("444444444444".utf8)) != nil)
        }
    }

    @Test func startsARemovedSessionAnew() async throws {
        try await withTemporaryFolder { folder in
            let path = folder + "/sessions.sqlite"
            try await fill(path)
            var policy = RetentionPolicy()
            policy.maximumSessions = 0
            policy.includesUnfinished = true
            #expect(try await left(path, policy) == [])
            try await makeLog(at: path, session: SessionID("s1"), count: 3)
            #expect(try await replay(path, session: SessionID("s1")).events == 3)
        }
    }
}
