internal import AgentPrimitives

extension EventLogContract {
    /// Rules on appends to several sessions at once.
    static let sharing = [
        EventLogContract("a conflict of one append leaves those that wait beside it alone") { probe in
            let sessions = (0..<24).map { SessionID("shared_\($0)") }
            let drafts = try probe.drafts(2)
            try await withThrowingTaskGroup(of: Void.self) { group in
                for (index, session) in sessions.enumerated() {
                    group.addTask {
                        // Every third expects an event that is not there.
                        let expected: UInt64 = index % 3 == 0 ? 7 : 0
                        do {
                            let head = try await probe.log.append(drafts, to: session, expecting: expected)
                            try probe.expect(
                                expected == 0 && head.sequence == 2, "expected a conflict or event 2, found \(head)")
                        } catch let error as EventLogError {
                            try probe.expect(error.code, is: .conflict, "the code of \(session)")
                            try probe.expect(expected, is: 7, "the expected place of \(session)")
                        }
                    }
                }
                try await group.waitForAll()
            }
            for (index, session) in sessions.enumerated() {
                let events = try await probe.events(of: session)
                try probe.expect(events.count, is: index % 3 == 0 ? 0 : 2, "the number of events of \(session)")
            }
        },
        EventLogContract("of appends behind the same place exactly one succeeds") { probe in
            let drafts = try probe.drafts(1)
            let successes = try await withThrowingTaskGroup(of: Int.self) { group in
                for _ in 0..<16 {
                    group.addTask {
                        do throws(EventLogError) {
                            _ = try await probe.log.append(drafts, to: probe.session, expecting: 0)
                            return 1
                        } catch {
                            try probe.expect(error.code, is: .conflict, "the code of the others")
                            return 0
                        }
                    }
                }
                return try await group.reduce(0, +)
            }
            try probe.expect(successes, is: 1, "the number of successes")
            try probe.expect(try await probe.log.head(of: probe.session).sequence, is: 1, "the head")
        },
    ]
}
