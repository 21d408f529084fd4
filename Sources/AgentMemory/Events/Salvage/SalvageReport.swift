public import AgentPrimitives

/// What could be taken out of a damaged log.
public struct SalvageReport: Hashable, Sendable {
    /// Every session that the file knew of, the longest unwritten first.
    public internal(set) var sessions: [Session] = []
    /// How many blobs were kept, those of events not counted.
    public internal(set) var blobs = 0
    /// How many blobs were found that no longer match their digests.
    public internal(set) var lostBlobs = 0

    /// How many pages at the end of the file are gone, as far as its header tells; sessions may have been there of which nothing
    /// else in the file knows.
    public internal(set) var missingPages = 0

    /// Whether every session is complete as far as the file tells.
    public var isComplete: Bool {
        missingPages == 0 && lostBlobs == 0 && sessions.allSatisfy { $0.loss == nil }
    }

    /// What became of one session.
    public struct Session: Hashable, Sendable {
        /// The session.
        public let session: SessionID
        /// Where the new file's chain ends: the last event that could be proved.
        public let head: EventHead
        /// How many events the session had, as far as anything in the file tells.
        public let knownEvents: UInt64
        /// Why the chain ends where it does; `nil` when nothing was lost.
        public let loss: String?
    }
}
