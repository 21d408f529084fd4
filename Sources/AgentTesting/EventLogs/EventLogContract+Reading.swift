internal import AgentPrimitives

extension EventLogContract {
    /// Rules on `read` and `sessions`.
    static let reading = [
        EventLogContract("events read back as they were appended") { probe in
            let events = try await probe.append(try probe.drafts(250), to: probe.session, after: .empty)
            for pageEvents in [1, 7, 250, 1000] {
                let found = try await probe.events(of: probe.session, pageEvents: pageEvents)
                try probe.expect(
                    found == events, "expected the appended events in pages of \(pageEvents), found others")
            }
        },
        EventLogContract("a page starts where it is asked to and ends at its limit") { probe in
            let events = try await probe.append(try probe.drafts(10), to: probe.session, after: .empty)
            for (from, limit, expected) in [
                (1, 3, events[0..<3]), (4, 2, events[3..<5]), (9, 5, events[8..<10]), (10, 1, events[9..<10]),
                (0, 2, events[0..<2]), (11, 5, []), (5, 0, []), (5, -1, []), (.max, 5, []),
            ] as [(UInt64, Int, ArraySlice<Event>)] {
                let page = try await probe.log.read(probe.session, from: from, limit: limit)
                try probe.expect(page, is: Array(expected), "the page of \(limit) from \(from)")
            }
        },
        EventLogContract("an unknown session reads as empty") { probe in
            try probe.expect(
                try await probe.log.read(probe.session, from: 1, limit: 10), is: [], "the events of an unknown session")
        },
        EventLogContract("payloads, kinds and times come back unchanged") { probe in
            let lookalike: JSONValue = ["$blob": .string(String(repeating: "0", count: 64)), "bytes": 2]
            let payloads: [JSONValue] = [
                nil, true, "", [:], [], -0.5, .int(Int64.min), .int(UInt64.max), "\u{0}\u{1F}\"\\\u{7F}",
                "e\u{301}\u{E9}\u{1F469}\u{200D}\u{1F680}", ["b": 1, "a": [["deep": nil]]], lookalike,
            ]
            let drafts = try payloads.enumerated().map { index, payload in
                try EventDraft(
                    kind: EventKind(rawValue: ["", "a.b", "ünï'\"\u{0}code"][index % 3]), payload: payload,
                    time: Timestamp(microseconds: [Int64.min, -1, 0, .max][index % 4]))
            }
            let events = try await probe.append(drafts, to: probe.session, after: .empty)
            try probe.expect(try await probe.events(of: probe.session), is: events, "the events")
        },
        EventLogContract("a payload of 10 MiB comes back unchanged, also when it is recorded twice") { probe in
            let payload: JSONValue = ["text": .string(String(repeating: "0123456789abcdef", count: 655_360))]
            let large = try EventDraft(
                kind: EventKind(rawValue: "contract.large"), payload: payload, time: Timestamp(microseconds: 1))
            let drafts = try [large] + probe.drafts(1) + [large]
            let events = try await probe.append(drafts, to: probe.session, after: .empty)
            let found = try await probe.events(of: probe.session)
            try probe.expect(found == events, "expected the large payloads, found others")
        },
        EventLogContract("sessions are listed by their last writing, the latest first") { probe in
            let drafts = try probe.drafts(6)
            let early = SessionID("early")
            let late = SessionID("late")
            let start = try await probe.append(Array(drafts[3...4]), to: early, after: .empty)
            _ = try await probe.append([drafts[5]], to: late, after: .empty)
            try probe.expect(
                try await probe.log.sessions(limit: 10).map(\.session), is: [late, early], "the list of two sessions")

            _ = try await probe.append([drafts[0]], to: early, after: start[1].head)
            let list = try await probe.log.sessions(limit: 10)
            let summary = SessionSummary(
                session: early, events: 3, started: drafts[3].time, updated: drafts[0].time, lastKind: drafts[0].kind)
            try probe.expect(list.map(\.session), is: [early, late], "the list after another writing")
            try probe.expect(list[0], is: summary, "the summary of the session written last")
            try probe.expect(try await probe.log.sessions(limit: 1), is: [summary], "the list of one session")
            try probe.expect(try await probe.log.sessions(limit: 0), is: [], "the list of no session")
        },
    ]
}
