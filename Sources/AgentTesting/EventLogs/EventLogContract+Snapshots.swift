internal import AgentPrimitives

extension EventLogContract {
    /// Rules on `save` and `snapshot`; a log may keep no snapshots at all.
    static let snapshots = [
        EventLogContract("a snapshot comes back as it was saved, or not at all") { probe in
            let events = try await probe.append(try probe.drafts(5), to: probe.session, after: .empty)
            for (place, state) in [(2, []), (4, [0, 255, 10]), (5, Array("text".utf8))] as [(Int, [UInt8])] {
                let snapshot = SessionSnapshot(
                    session: probe.session, head: events[place - 1].head, format: "contract/1", state: state)
                try await probe.log.save(snapshot)
                let found = try await probe.snapshot()
                try probe.expect(found == nil || found == snapshot, "expected the saved snapshot, found another")
            }
        },
        EventLogContract("a snapshot is found by its session, its format and at or before the event asked for") {
            probe in
            let events = try await probe.append(try probe.drafts(5), to: probe.session, after: .empty)
            let other = try await probe.append(try probe.drafts(5), to: SessionID("other"), after: .empty)
            let saved = [events[1].head, events[3].head].map {
                SessionSnapshot(session: probe.session, head: $0, format: "contract/1", state: [UInt8($0.sequence)])
            }
            for snapshot in saved { try await probe.log.save(snapshot) }
            try await probe.log.save(
                SessionSnapshot(session: SessionID("other"), head: other[4].head, format: "contract/1", state: [9]))
            try await probe.log.save(
                SessionSnapshot(session: probe.session, head: events[4].head, format: "contract/2", state: [8]))
            guard try await probe.snapshot() != nil else { return }
            for (last, expected) in [(0, nil), (1, nil), (2, saved[0]), (3, saved[0]), (4, saved[1]), (.max, saved[1])]
                as [(UInt64, SessionSnapshot?)]
            {
                try probe.expect(try await probe.snapshot(through: last), is: expected, "the snapshot through \(last)")
            }
        },
        EventLogContract("a snapshot whose head is no event is refused, or forgotten") { probe in
            let events = try await probe.append(try probe.drafts(2), to: probe.session, after: .empty)
            for head in [
                EventHead.empty, EventHead(sequence: 1, hash: .zero), EventHead(sequence: 3, hash: events[1].hash),
                EventHead(sequence: .max, hash: events[1].hash), EventHead(sequence: 2, hash: events[0].hash),
            ] {
                do throws(EventLogError) {
                    try await probe.log.save(
                        SessionSnapshot(session: probe.session, head: head, format: "contract/1", state: []))
                } catch {
                    try probe.expect(error.code, is: .invalid, "the code for a snapshot of no event")
                }
                try probe.expect(try await probe.snapshot() == nil, "expected no snapshot of no event, found one")
            }
        },
    ]
}

extension EventLogProbe {
    fileprivate func snapshot(through last: UInt64 = .max) async throws -> SessionSnapshot? {
        try await log.snapshot(of: session, format: "contract/1", through: last)
    }
}
