package import AgentPrimitives
internal import AgentTelemetry

/// Brings a recorded session to the point where it can go on.
///
/// The newest snapshot is taken up, if there is one that this release can read, and the events behind it are folded: their
/// chain is checked, but the prompts of the past are not put together again. Whether a recording is what its own events lead
/// to is for a replay to prove.
package struct SessionOpening: Sendable {
    /// An opened session.
    package struct Opened: Sendable {
        /// The state.
        package let fold: SessionFold
        /// How far the log reaches.
        package let head: EventHead
        /// The event behind which the snapshot stood that was used; 0 for none.
        package let snapshot: UInt64
    }

    private let log: any EventLog

    /// Opens sessions of a log.
    package init(_ log: any EventLog) {
        self.log = log
    }

    /// Opens a session; an empty one when nothing is recorded.
    ///
    /// - Throws: `ReplayDivergence` at the first event that is damaged or does not fit; `EventLogError`; ``KernelError`` for a
    ///   snapshot whose messages cannot be read; `CancellationError`.
    package func open(_ session: SessionID) async throws -> Opened {
        let end = try await log.head(of: session)
        guard end != .empty else { return Opened(fold: SessionFold(session: session), head: end, snapshot: 0) }
        let snapshot = try await log.snapshot(
            of: session, format: SessionFold.snapshotFormat, through: end.sequence)
        if let snapshot, let fold = state(in: snapshot) {
            return try await follow(from: fold, behind: snapshot.head)
        }
        return try await follow(from: SessionFold(session: session), behind: .empty)
    }

    private func follow(from fold: SessionFold, behind start: EventHead) async throws -> Opened {
        var fold = fold
        fold.followRecord()
        let report = try await SessionReplayer(log).replay(fold.session, into: fold, behind: start)
        fold = report.state
        try fold.goLive()
        return Opened(fold: fold, head: report.head, snapshot: start.sequence)
    }

    /// A snapshot that cannot be read costs time and nothing else: the events are still there.
    private func state(in snapshot: SessionSnapshot) -> SessionFold? {
        do {
            return try SessionFold(snapshot)
        } catch {
            return nil
        }
    }
}
