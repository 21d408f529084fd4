internal import AgentPrimitives

/// A log under test, with the steps that several rules need.
struct EventLogProbe: Sendable {
    let log: any EventLog
    let rule: String
    let session = SessionID("ses_contract")

    /// Demands that something holds.
    func expect(_ holds: Bool, _ message: @autoclosure () -> String) throws(ContractViolation) {
        if !holds { throw ContractViolation(rule: rule, message()) }
    }

    /// Demands that two values are equal.
    func expect<Value: Equatable>(_ found: Value, is expected: Value, _ what: String) throws(ContractViolation) {
        try expect(found == expected, "expected \(what) to be \(expected), found \(found)")
    }

    /// Demands that an append is refused as a conflict.
    func expectConflict(_ drafts: [EventDraft], expecting expected: UInt64) async throws {
        do throws(EventLogError) {
            _ = try await log.append(drafts, to: session, expecting: expected)
        } catch {
            return try expect(error.code, is: .conflict, "the code of an append behind event \(expected)")
        }
        throw ContractViolation(rule: rule, "expected a conflict for an append behind event \(expected), found none")
    }

    /// Appends drafts and demands that the log seals them as the format says.
    func append(_ drafts: [EventDraft], to session: SessionID, after head: EventHead) async throws -> [Event] {
        var events: [Event] = []
        for draft in drafts { events.append(Event(draft, session: session, after: events.last?.head ?? head)) }
        let found = try await log.append(drafts, to: session, expecting: head.sequence)
        try expect(found, is: events.last?.head ?? head, "the head that an append returns")
        return events
    }

    /// Reads a whole session, page by page.
    func events(of session: SessionID, pageEvents: Int = 100) async throws -> [Event] {
        var events: [Event] = []
        while true {
            let page = try await log.read(session, from: UInt64(events.count) + 1, limit: pageEvents)
            if page.isEmpty { return events }
            try expect(page.count <= pageEvents, "expected at most \(pageEvents) events, found \(page.count)")
            events += page
        }
    }

    /// `count` drafts that differ in kind, payload and time.
    func drafts(_ count: Int, from first: Int = 0) throws -> [EventDraft] {
        try (first..<first + count).map { number in
            try EventDraft(
                kind: EventKind(rawValue: "contract.step\(number % 3)"), payload: ["number": .int(number)],
                time: Timestamp(microseconds: 1_700_000_000_000_000 + Int64(number)))
        }
    }
}
