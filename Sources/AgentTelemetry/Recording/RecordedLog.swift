public import AgentPrimitives

/// The sessions of a recording, as a log that is only read.
///
/// A recording is a text of JSON lines, one for each event, as `Event.json` writes them; `agent-cli run --record FILE` makes
/// one. Events stand here as they stand in the file: a replay finds what was changed or left out.
public struct RecordedLog: EventLog {
    /// The sessions in the order of their first events.
    public let sessions: [SessionID]
    private let events: [SessionID: [Event]]

    /// Takes events as they are.
    public init(_ events: [Event]) {
        var sessions: [SessionID] = []
        var bySession: [SessionID: [Event]] = [:]
        for event in events {
            if bySession[event.session] == nil { sessions.append(event.session) }
            bySession[event.session, default: []].append(event)
        }
        self.sessions = sessions
        self.events = bySession
    }

    /// Reads a recording; lines that tell of no event, such as the last one of `run --json`, are passed over.
    ///
    /// - Throws: ``TelemetryError`` with code `invalidRecording` and the line's number for one that is no JSON object or lacks
    ///   a member.
    public init(lines: [UInt8]) throws(TelemetryError) {
        var events: [Event] = []
        for (index, line) in lines.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false).enumerated() {
            guard !line.allSatisfy({ $0 == UInt8(ascii: " ") || $0 == UInt8(ascii: "\r") }) else { continue }
            if let event = try Self.event(in: line, number: index + 1) { events.append(event) }
        }
        self.init(events)
    }

    private static func event(in line: ArraySlice<UInt8>, number: Int) throws(TelemetryError) -> Event? {
        do {
            let json = JSONReader(try JSONValue(parsing: line))
            return try json.optional("kind")?.value == "final" ? nil : try Event(json: json)
        } catch {
            throw TelemetryError(
                .invalidRecording, "line \(number) is no event: \(error); record the session again", underlying: error)
        }
    }

    /// Refuses: a recording is only read.
    public func append(
        _ drafts: [EventDraft], to session: SessionID, expecting expected: UInt64
    ) async throws(EventLogError) -> EventHead {
        throw Self.readOnly
    }

    /// At most `limit` events from `sequence` on, in order; empty beyond the end and for an unknown session.
    public func read(_ session: SessionID, from sequence: UInt64, limit: Int) async throws(EventLogError) -> [Event] {
        let events = events[session] ?? []
        let start = Int(clamping: max(sequence, 1) - 1)
        return start < events.count ? Array(events[start...].prefix(max(limit, 0))) : []
    }

    /// How far a session's recording reaches; `EventHead.empty` for an unknown session.
    public func head(of session: SessionID) async throws(EventLogError) -> EventHead {
        guard let events = events[session], let last = events.last else { return .empty }
        return EventHead(sequence: UInt64(events.count), hash: last.hash)
    }

    /// The recorded sessions in the order of the file.
    public func sessions(limit: Int) async throws(EventLogError) -> [SessionSummary] {
        sessions.prefix(max(limit, 0)).compactMap { session in
            guard let events = events[session], let first = events.first, let last = events.last else { return nil }
            return SessionSummary(
                session: session, events: UInt64(events.count), started: first.time, updated: last.time,
                lastKind: last.kind)
        }
    }

    /// Refuses: a recording is only read.
    public func store(blob bytes: [UInt8]) async throws(EventLogError) -> SHA256Digest {
        throw Self.readOnly
    }

    /// A recording holds its payloads whole, and no blobs.
    public func blob(_ digest: SHA256Digest) async throws(EventLogError) -> [UInt8]? { nil }

    private static let readOnly = EventLogError(
        .readOnly, "a recording cannot be written; open a log and record the session there")
}
