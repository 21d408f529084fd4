internal import AgentPrimitives
internal import AgentTelemetry

@testable internal import AgentMemory

/// Counts what was folded.
struct EventCount: EventFolding {
    var events = 0

    mutating func fold(_ event: Event) throws(ReplayDivergence) { events += 1 }
}

/// Runs SQL on a file through a connection of its own, as another program would.
func runSQL(_ sql: String, on path: String) throws {
    let connection = try SQLiteConnection(path: path, options: SQLiteOptions())
    try connection.execute("PRAGMA foreign_keys = OFF")
    try connection.execute(sql)
}

/// Makes a file with one session of `count` events.
@discardableResult
func makeLog(
    at path: String, session: SessionID = SessionID("ses_test"), count: Int, padding: Int = 0
) async throws -> EventHead {
    try await SQLiteEventLog.withLog(at: path) { log in
        try await log.append(try EventDraft.samples(0..<count, padding: padding), to: session, expecting: 0)
    }
}

/// Replays a session of a file.
func replay(
    _ path: String, session: SessionID = SessionID("ses_test")
) async throws -> ReplayReport<EventCount> {
    try await SQLiteEventLog.withLog(at: path) { log in
        try await SessionReplayer(log, pageEvents: 7).replay(session, into: EventCount())
    }
}

extension SQLiteEventLog {
    /// The places of the events on a page.
    func places(_ session: SessionID, from first: UInt64, limit: Int) throws -> [UInt64] {
        try read(session, from: first, limit: limit).map(\.sequence)
    }

    /// Appends behind whatever is the session's end, again and again until nobody was faster, and returns the place.
    ///
    /// The two calls are apart, so that others come between them.
    nonisolated func appendAtEnd(_ draft: EventDraft, to session: SessionID) async throws(EventLogError) -> UInt64 {
        while true {
            let head = try await head(of: session)
            do throws(EventLogError) {
                return try await append([draft], to: session, expecting: head.sequence).sequence
            } catch {
                guard error.code == .conflict else { throw error }
            }
        }
    }
}
