internal import AgentPrimitives

extension EventLogContract {
    /// Rules on `append` and `head`.
    static let appending = [
        EventLogContract("an append seals its events and returns the new head") { probe in
            let first = try await probe.append(try probe.drafts(1), to: probe.session, after: .empty)
            let more = try await probe.append(try probe.drafts(3, from: 1), to: probe.session, after: first[0].head)
            let head = try await probe.log.head(of: probe.session)
            try probe.expect(head, is: more[2].head, "the head")
            try probe.expect(head.sequence, is: 4, "the sequence of the fourth event")
        },
        EventLogContract("a session nobody wrote to has an empty head") { probe in
            try probe.expect(try await probe.log.head(of: probe.session), is: .empty, "the head")
        },
        EventLogContract("an append behind another place is a conflict and changes nothing") { probe in
            try await probe.expectConflict(try probe.drafts(1), expecting: 1)
            let events = try await probe.append(try probe.drafts(3), to: probe.session, after: .empty)
            for expected: UInt64 in [0, 2, 4, .max] {
                try await probe.expectConflict(try probe.drafts(2), expecting: expected)
            }
            try probe.expect(try await probe.events(of: probe.session), is: events, "the events after conflicts")
            try probe.expect(
                try await probe.log.head(of: probe.session), is: events[2].head, "the head after conflicts")
        },
        EventLogContract("an append of nothing checks the place and changes nothing") { probe in
            let events = try await probe.append(try probe.drafts(2), to: probe.session, after: .empty)
            let head = try await probe.log.append([], to: probe.session, expecting: 2)
            try probe.expect(head, is: events[1].head, "the head")
            try await probe.expectConflict([], expecting: 1)
        },
        EventLogContract("the events of different sessions do not mix") { probe in
            let sessions = ["a", "b", "", "a'b", "ä\u{1F680}"].map { SessionID($0) }
            var expected: [[Event]] = Array(repeating: [], count: sessions.count)
            for round in 0..<3 {
                for (index, session) in sessions.enumerated() {
                    let drafts = try probe.drafts(1 + index % 2, from: round * 10 + index)
                    let head = expected[index].last?.head ?? .empty
                    expected[index] += try await probe.append(drafts, to: session, after: head)
                }
            }
            for (index, session) in sessions.enumerated() {
                try probe.expect(
                    try await probe.events(of: session), is: expected[index], "the events of session '\(session)'")
            }
        },
        EventLogContract("of tasks that append at once each gets its own place, and none is lost") { probe in
            let tasks = 8
            let each = 10
            try await withThrowingTaskGroup(of: Void.self) { group in
                for task in 0..<tasks {
                    group.addTask {
                        for number in 0..<each { try await probe.appendAtEnd(number: task * each + number) }
                    }
                }
                try await group.waitForAll()
            }
            let events = try await probe.events(of: probe.session)
            try probe.expect(events.map(\.sequence), is: Array(1...UInt64(tasks * each)), "the sequences")
            let numbers = try events.map { try JSONValue(parsing: $0.payload)["number"]?.intValue ?? -1 }
            try probe.expect(numbers.sorted(), is: Array(0..<tasks * each), "the recorded numbers")
            try probe.expectChain(events)
        },
    ]
}

extension EventLogProbe {
    /// Appends one event behind whatever is the end, again and again until nobody was faster.
    fileprivate func appendAtEnd(number: Int) async throws {
        let drafts = try drafts(1, from: number)
        while true {
            let head = try await log.head(of: session)
            do throws(EventLogError) {
                _ = try await log.append(drafts, to: session, expecting: head.sequence)
                return
            } catch  where error.code == .conflict {
                continue
            }
        }
    }

    /// Demands that every event is sealed behind the one before.
    fileprivate func expectChain(_ events: [Event]) throws(ContractViolation) {
        var head = EventHead.empty
        for event in events {
            try expect(event.isSealed(after: head), "expected event \(event.sequence) to be sealed, found another hash")
            head = event.head
        }
    }
}
