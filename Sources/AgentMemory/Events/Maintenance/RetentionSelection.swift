internal import AgentPrimitives

/// Decides, session by session from the longest unwritten on, what a retention policy removes.
struct RetentionSelection: Sendable {
    enum Decision: Hashable, Sendable {
        /// The session is within the limits.
        case keep
        /// It is over a limit, but may not be removed.
        case spare
        case remove
    }

    private let policy: RetentionPolicy
    private let now: Timestamp
    /// How many sessions there still are.
    private var sessions: Int
    /// Blobs that removed sessions left behind: they still take room, and go at the end.
    private var garbageBytes = 0

    init(_ policy: RetentionPolicy, sessions: Int, now: Timestamp) {
        self.policy = policy
        self.sessions = sessions
        self.now = now
    }

    func decide(_ session: SessionSummary, usedBytes: Int) -> Decision {
        guard isOld(session) || isOverSize(usedBytes) || isOverCount else { return .keep }
        if policy.keeping.contains(session.session) { return .spare }
        guard policy.includesUnfinished || policy.finishedKinds.contains(session.lastKind) else { return .spare }
        return .remove
    }

    mutating func removed(garbage bytes: Int) {
        sessions -= 1
        garbageBytes += bytes
    }

    private func isOld(_ session: SessionSummary) -> Bool {
        // Apart from `elapsed(since:)`, since times of a foreign clock may lie further apart than 64 bits can tell.
        guard let limit = policy.maximumAge else { return false }
        let (age, overflow) = now.microseconds.subtractingReportingOverflow(session.updated.microseconds)
        if overflow { return now > session.updated }
        return .microseconds(age) > limit
    }

    private func isOverSize(_ usedBytes: Int) -> Bool {
        policy.maximumBytes.map { usedBytes - garbageBytes > $0 } ?? false
    }

    private var isOverCount: Bool {
        policy.maximumSessions.map { sessions > $0 } ?? false
    }
}
