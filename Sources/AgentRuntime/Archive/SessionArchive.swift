public import AgentKernel
public import AgentPrimitives
public import AgentTelemetry

/// Reads recorded sessions; it changes nothing and needs neither model nor network.
public struct SessionArchive: Sendable {
    private let log: any EventLog

    /// An archive over a log.
    public init(log: any EventLog) {
        self.log = log
    }

    /// The recorded sessions, the most recently written first.
    public func sessions(limit: Int = 1000) async throws(EventLogError) -> [SessionSummary] {
        try await log.sessions(limit: limit)
    }

    /// Whether a session of that name was recorded.
    public func contains(_ session: SessionID) async throws(EventLogError) -> Bool {
        try await log.head(of: session) != .empty
    }

    /// All events of a session, in order.
    ///
    /// - Throws: ``AgentError`` with code `unknownSession`, or `EventLogError`.
    public func events(of session: SessionID) async throws -> [Event] {
        var events: [Event] = []
        while case let page = try await log.read(session, from: UInt64(events.count) + 1, limit: 1000), !page.isEmpty {
            events += page
        }
        guard !events.isEmpty else { throw Self.unknown(session) }
        return events
    }

    /// Folds a session's log offline and checks every hash and every intent on the way.
    ///
    /// - Throws: `ReplayDivergence` at the first event at fault; ``AgentError`` with code `unknownSession`; `EventLogError`.
    public func replay(_ session: SessionID) async throws -> ReplayReport<SessionFold> {
        guard try await contains(session) else { throw Self.unknown(session) }
        return try await SessionReplayer(log).replay(session, into: SessionFold(session: session))
    }

    /// The session's model requests in order; each is proven by the digest that was recorded before it was sent.
    ///
    /// - Throws: `ReplayDivergence` at the first event at fault; ``AgentError`` with code `unknownSession`; `EventLogError`.
    public func modelRequests(of session: SessionID) async throws -> [RecordedModelRequest] {
        var fold = SessionFold(session: session)
        var requests: [RecordedModelRequest] = []
        let events = try await events(of: session)
        for event in events {
            for case .callModel(let intent, let request) in try fold.replay(event) {
                // The intent follows the event that led to it, unless the log was cut short between the two.
                guard event.sequence < events.count else { break }
                requests.append(
                    RecordedModelRequest(sequence: event.sequence + 1, call: intent.call, request: request))
            }
        }
        return requests
    }

    /// A model that plays the session's answers to whoever asks the session's questions, without network or keys.
    ///
    /// - Throws: as ``modelRequests(of:)``.
    public func recordedModel(of session: SessionID) async throws -> RecordedModel {
        let requests = try await modelRequests(of: session)
        var batches: [Int: [[ModelEvent]]] = [:]
        for event in try await events(of: session) where event.kind == .modelEvents {
            guard case .modelEvents(let call, let events) = try SessionEvent(event) else { continue }
            batches[call, default: []].append(events)
        }
        return try RecordedModel(
            requests.map { RecordedModel.Answer(request: $0.request, batches: batches[$0.call] ?? []) })
    }

    private static func unknown(_ session: SessionID) -> AgentError {
        AgentError(.unknownSession, "There is no session '\(session)' here. `agent-cli sessions` lists what there is.")
    }
}
