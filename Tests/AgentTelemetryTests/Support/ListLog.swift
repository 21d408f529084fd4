internal import AgentPrimitives
internal import Synchronization

/// An event log of one session as a list, which a test may spoil.
final class ListLog: EventLog {
    struct Content {
        var events: [Event] = []
        /// What the head claims beyond what the events say.
        var claimedHead: EventHead?
        /// The error of the next append.
        var failure: EventLogError?
        /// The place from which on reading fails as damaged.
        var damaged: UInt64?
        /// The size of every append, in order.
        var appends: [Int] = []
    }

    let content = Mutex(Content())

    func append(
        _ drafts: [EventDraft], to session: SessionID, expecting expected: UInt64
    ) async throws(EventLogError) -> EventHead {
        // Gives other tasks the chance to come in between.
        await Task.yield()
        return try content.withLock { content throws(EventLogError) in
            if let failure = content.failure { throw failure }
            var head = content.events.last?.head ?? .empty
            guard head.sequence == expected else { throw EventLogError(.conflict, "expected \(expected)") }
            for draft in drafts {
                let event = Event(draft, session: session, after: head)
                content.events.append(event)
                head = event.head
            }
            content.appends.append(drafts.count)
            return content.claimedHead ?? head
        }
    }

    func read(_ session: SessionID, from sequence: UInt64, limit: Int) async throws(EventLogError) -> [Event] {
        try content.withLock { content throws(EventLogError) in
            let page = Array(content.events.dropFirst(Int(sequence) - 1).prefix(limit))
            if let damaged = content.damaged, sequence <= damaged, damaged < sequence + UInt64(limit) {
                throw EventLogError(.corrupt, "unreadable", sequence: damaged)
            }
            return page
        }
    }

    func head(of session: SessionID) async throws(EventLogError) -> EventHead {
        try content.withLock { content throws(EventLogError) in
            if let failure = content.failure { throw failure }
            return content.claimedHead ?? content.events.last?.head ?? .empty
        }
    }

    func sessions(limit: Int) async throws(EventLogError) -> [SessionSummary] { [] }

    func store(blob bytes: [UInt8]) async throws(EventLogError) -> SHA256Digest { SHA256Digest(of: bytes) }

    func blob(_ digest: SHA256Digest) async throws(EventLogError) -> [UInt8]? { nil }
}
