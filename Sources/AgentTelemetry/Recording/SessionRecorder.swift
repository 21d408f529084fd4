public import AgentPrimitives
internal import Synchronization

/// Records one session: gives each event its time and place, and returns once the log has it.
///
/// Any number of tasks may record at once; their events are taken in the order of the calls and a batch is never torn
/// apart. The returned events are sealed and ready to be folded. Cancelling a task does not stop what it records: the
/// event that tells of the cancellation must reach the log too.
///
/// The first failure of the log stops the recorder for good: whoever is refused must not act, and what was recorded is
/// whole. To go on, replay the session and make a new recorder at its head.
///
/// ```swift
/// let recorder = try await SessionRecorder.open(session, in: log)
/// let event = try await recorder.append("note.added", ["text": "hello"])
/// state.fold(event)
/// ```
public final class SessionRecorder: Sendable {
    private struct State {
        var head: EventHead
        /// Why recording stopped.
        var failure: TelemetryError?
    }

    /// The session that is recorded.
    public let session: SessionID
    private let log: any EventLog
    private let time: any TimeSource
    /// Orders the appends; the log itself would only refuse those that come out of order.
    private let gate = TurnGate()
    private let state: Mutex<State>

    /// Goes on at a known head, such as a replay's.
    public init(
        _ session: SessionID, in log: any EventLog, at head: EventHead, time: any TimeSource = SystemTimeSource()
    ) {
        self.session = session
        self.log = log
        self.time = time
        state = Mutex(State(head: head))
    }

    /// Starts a session, or goes on at the end of its log.
    ///
    /// - Throws: ``TelemetryError`` with code `logFailed` when the log cannot be read.
    public static func open(
        _ session: SessionID, in log: any EventLog, time: any TimeSource = SystemTimeSource()
    ) async throws(TelemetryError) -> SessionRecorder {
        do throws(EventLogError) {
            return SessionRecorder(session, in: log, at: try await log.head(of: session), time: time)
        } catch {
            throw TelemetryError(
                .logFailed, "session \(session) cannot be opened: \(error.message)", underlying: error)
        }
    }

    /// How far the session is recorded.
    public var head: EventHead { state.withLock { $0.head } }

    /// Records one event.
    ///
    /// - Throws: ``TelemetryError``: `invalidPayload` when the payload has no canonical JSON, `logFailed` when the log
    ///   refused it, `stopped` after an earlier failure. The event was not recorded then.
    @discardableResult
    public func append(_ kind: EventKind, _ payload: JSONValue) async throws(TelemetryError) -> Event {
        try await append([EventEntry(kind, payload)])[0]
    }

    /// Records several events, all or none, one behind the other and with the same time.
    ///
    /// - Throws: ``TelemetryError`` as ``append(_:_:)``; none of the events was recorded then.
    @discardableResult
    public func append(_ entries: [EventEntry]) async throws(TelemetryError) -> [Event] {
        // Made before the turn, so that waiting tasks do that part side by side.
        var payloads: [(kind: EventKind, payload: [UInt8])] = []
        for entry in entries { payloads.append((entry.kind, try canonical(entry))) }
        return try await gate.withTurn { () async throws(TelemetryError) in
            let now = time.now()
            return try await commit(
                payloads.map { EventDraft(kind: $0.kind, canonicalPayload: $0.payload, time: now) })
        }
    }

    /// Keeps the state to which the recorded events lead, so that the next opening folds only what comes after.
    ///
    /// - Throws: `EventLogError`; recording goes on, since a snapshot is a matter of time and nothing else.
    package func save(state: [UInt8], format: String) async throws(EventLogError) {
        try await log.save(SessionSnapshot(session: session, head: head, format: format, state: state))
    }

    /// Records events whose time is fixed already, because a state was led on by it; otherwise as the other forms.
    @discardableResult
    package func append(drafts: [EventDraft]) async throws(TelemetryError) -> [Event] {
        try await gate.withTurn { () async throws(TelemetryError) in
            try await commit(drafts)
        }
    }
}

extension SessionRecorder {
    private func canonical(_ entry: EventEntry) throws(TelemetryError) -> [UInt8] {
        do throws(JSONError) {
            return try CanonicalJSON.encode(entry.payload, numbers: .exact)
        } catch {
            throw TelemetryError(
                .invalidPayload, "the payload of \(entry.kind) has no canonical JSON: \(error)", underlying: error)
        }
    }

    /// Seals drafts behind the head and hands them to the log; the caller holds a turn.
    private func commit(_ drafts: [EventDraft]) async throws(TelemetryError) -> [Event] {
        let start = try state.withLock { state throws(TelemetryError) in
            if let failure = state.failure { throw stopped(by: failure) }
            return state.head
        }
        var head = start
        var events: [Event] = []
        for draft in drafts {
            events.append(Event(draft, session: session, after: head))
            head = events[events.count - 1].head
        }
        let written = try await write(drafts, behind: start)
        guard written == head else {
            throw stop(
                TelemetryError(
                    .logFailed,
                    "session \(session) was expected to reach event \(head.sequence) with hash \(head.hash), the log "
                        + "answered event \(written.sequence) with hash \(written.hash); replay the session"))
        }
        state.withLock { $0.head = head }
        return events
    }

    private func write(
        _ drafts: [EventDraft], behind start: EventHead
    ) async throws(TelemetryError) -> EventHead {
        do throws(EventLogError) {
            return try await log.append(drafts, to: session, expecting: start.sequence)
        } catch {
            throw stop(
                TelemetryError(
                    .logFailed, "session \(session) cannot be recorded: \(error.message)", underlying: error))
        }
    }

    /// Remembers a failure for all who record later.
    private func stop(_ failure: TelemetryError) -> TelemetryError {
        state.withLock { $0.failure = failure }
        return failure
    }

    private func stopped(by failure: TelemetryError) -> TelemetryError {
        TelemetryError(
            .stopped,
            "session \(session) is no longer recorded since an earlier failure (\(failure.message)); replay it and open a "
                + "new recorder",
            underlying: failure)
    }
}
