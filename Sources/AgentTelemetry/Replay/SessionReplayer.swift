public import AgentPrimitives

/// Proves a recorded session and rebuilds its state: checks the chain event by event and folds each one.
///
/// A replay needs the log alone: no clock, no network, no keys. It holds one page of events at a time.
public struct SessionReplayer: Sendable {
    private let log: any EventLog
    private let pageEvents: Int

    /// Replays out of a log, `pageEvents` events (at least 1) at a time.
    public init(_ log: any EventLog, pageEvents: Int = 512) {
        self.log = log
        self.pageEvents = max(pageEvents, 1)
    }

    /// Folds a session's events into `state`, from behind `start` to `last`, by default all that the log has.
    ///
    /// Events that are appended meanwhile do not count. Cancelling the task ends the replay at the next page. With a `start`
    /// that is not empty, `state` is what the events up to it lead to, such as a snapshot's, and those are not read again.
    ///
    /// - Throws: `ReplayDivergence` with the sequence of the first event that is missing, damaged or wrongly sealed, or that
    ///   `state` refused; `EventLogError` when the log cannot be read (`notFound` for an unknown session);
    ///   `CancellationError`.
    @concurrent
    public func replay<State: EventFolding>(
        _ session: SessionID, into state: State, behind start: EventHead = .empty, through last: UInt64 = .max
    ) async throws -> ReplayReport<State> {
        let end = try await log.head(of: session)
        guard end.sequence > 0 else {
            throw EventLogError(
                .notFound, "there is no session \(session) in the log; list the sessions to find its name")
        }
        var state = state
        var head = start
        while head.sequence < min(last, end.sequence) {
            try Task.checkCancellation()
            let limit = min(UInt64(pageEvents), min(last, end.sequence) - head.sequence)
            for event in try await page(of: session, behind: head, limit: Int(limit)) {
                try verify(event, of: session, behind: head)
                try state.fold(event)
                head = event.head
            }
        }
        guard head.sequence < end.sequence || head == end else {
            throw ReplayDivergence(
                sequence: head.sequence, expected: "hash \(end.hash) as the log's head tells",
                found: "hash \(head.hash)")
        }
        return ReplayReport(events: head.sequence, head: head, state: state)
    }

    /// Reads the next events; a page with a damaged event is cut before it, so that an earlier divergence is found first.
    private func page(of session: SessionID, behind head: EventHead, limit: Int) async throws -> [Event] {
        let first = head.sequence + 1
        do {
            let events = try await log.read(session, from: first, limit: limit)
            guard events.isEmpty else { return events }
            throw ReplayDivergence(sequence: first, expected: "an event", found: "the end of the log")
        } catch let error as EventLogError {
            guard let damaged = error.sequence, damaged >= first, error.code == .corrupt else { throw error }
            if damaged > first {
                return try await log.read(session, from: first, limit: Int(damaged - first))
            }
            throw ReplayDivergence(sequence: damaged, expected: "a readable event", found: error.message)
        }
    }

    private func verify(_ event: Event, of session: SessionID, behind head: EventHead) throws(ReplayDivergence) {
        guard event.session == session, event.sequence == head.sequence + 1 else {
            throw ReplayDivergence(
                sequence: head.sequence + 1, expected: "event \(head.sequence + 1) of session \(session)",
                found: "event \(event.sequence) of session \(event.session)")
        }
        guard !event.isSealed(after: head) else { return }
        let draft = EventDraft(kind: event.kind, canonicalPayload: event.payload, time: event.time)
        throw ReplayDivergence(
            sequence: event.sequence, expected: "hash \(Event(draft, session: session, after: head).hash)",
            found: "hash \(event.hash)")
    }
}
