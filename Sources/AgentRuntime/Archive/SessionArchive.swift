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

    /// Folds a session's log offline, to its end or to event `last`, and checks every hash and every intent on the way.
    ///
    /// - Throws: `ReplayDivergence` at the first event at fault; ``AgentError`` with code `unknownSession`; `EventLogError`.
    public func replay(_ session: SessionID, through last: UInt64 = .max) async throws -> ReplayReport<SessionFold> {
        guard try await contains(session) else { throw Self.unknown(session) }
        return try await SessionReplayer(log).replay(session, into: SessionFold(session: session), through: last)
    }

    /// Where a session stands, from its newest snapshot and the events behind it.
    ///
    /// Their chain is checked; whether the recording is what its own events lead to is for ``replay(_:through:)`` to prove.
    ///
    /// - Throws: `ReplayDivergence` at the first event that is damaged; ``AgentError`` with code `unknownSession`; `EventLogError`.
    public func state(of session: SessionID) async throws -> SessionFold {
        guard try await contains(session) else { throw Self.unknown(session) }
        return try await SessionOpening(log).open(session).fold
    }

    /// Compares what happened in two sessions, which may be of different archives, up to the first difference.
    ///
    /// What no two runs have in common is left out: times, names of turns and traces, and how a model's answer was cut into events.
    ///
    /// - Parameters:
    ///   - session: a session of this archive.
    ///   - other: the session to compare it with.
    ///   - archive: where that one is recorded; `nil` for this archive.
    ///   - context: how many of the common steps before the difference are given, at most.
    /// - Throws: ``AgentError`` with code `unknownSession`; `EventLogError`; `TelemetryError` for an event that cannot be read.
    public func difference(
        of session: SessionID, to other: SessionID, in archive: SessionArchive? = nil, context: Int = 3
    ) async throws -> SessionDiff {
        let left = try Self.steps(try await events(of: session))
        let right = try Self.steps(try await (archive ?? self).events(of: other))
        return SessionDiff(left, right, context: context)
    }

    private static func steps(_ events: [Event]) throws -> [SessionStep] {
        do {
            return try SessionSteps.of(events)
        } catch {
            let session = events.first?.session.rawValue ?? ""
            throw TelemetryError(
                .invalidRecording,
                "session \(session) has an event that cannot be read: \(error); replay it to find which",
                underlying: error)
        }
    }

    /// The first events of a session, each checked against its chain.
    func provenEvents(of session: SessionID, through last: UInt64) async throws -> [Event] {
        guard try await contains(session) else { throw Self.unknown(session) }
        return try await SessionReplayer(log).replay(session, into: EventCollection(), through: last).state.events
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
