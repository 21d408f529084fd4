internal import AgentPrimitives

extension SQLiteEventStore {
    /// Verifies everything within one read transaction.
    func verify(into verification: inout EventLogVerification) throws {
        do {
            try connection.execute("BEGIN")
        } catch {
            verification.add(EventLogFinding(.file, error.description))
            return
        }
        let parts: [(inout EventLogVerification) throws -> Void] = [
            verifyFile, verifySessions, verifyBlobs, verifySnapshots,
        ]
        for part in parts {
            do {
                try part(&verification)
            } catch let error as SQLiteError {
                verification.add(EventLogFinding(.file, error.description))
            } catch let error as EventLogError where error.code == .corrupt {
                verification.add(EventLogFinding(.file, error.message))
            }
        }
        try connection.rollBackIfNeeded()
    }

    private func verifyFile(_ verification: inout EventLogVerification) throws {
        let rows = try connection.prepare("PRAGMA integrity_check(100)")
        while try rows.step() {
            try Task.checkCancellation()
            let line = rows.text(at: 0)
            if line != "ok" { verification.add(EventLogFinding(.file, line)) }
        }
    }

    private func verifySessions(_ verification: inout EventLogVerification) throws {
        // The sessions that have events and those that are listed: either can lack what the other has.
        let rows = try connection.prepare("SELECT DISTINCT session FROM events UNION SELECT session FROM sessions")
        while try rows.step() {
            verification.sessions += 1
            try verify(SessionID(rows.text(at: 0)), &verification)
        }
    }

    private func verify(_ session: SessionID, _ verification: inout EventLogVerification) throws {
        let rows = statements.selectEvents
        defer { rows.reset() }
        try rows.bind(session.rawValue, at: 1)
        try rows.bind(.min, at: 2)
        try rows.bind(.max, at: 3)
        var chain = ChainVerification(session: session)
        do {
            while try rows.step() {
                try Task.checkCancellation()
                verification.events += 1
                let place = UInt64(clamping: rows.integer(at: 0))
                let found: Result<Event, EventLogError>
                do {
                    found = .success(try event(in: rows, of: session, at: place))
                } catch let error as EventLogError where error.code != .wrongKey {
                    found = .failure(error)
                }
                let hash = rows.withBytes(at: 5) { SHA256Digest(column: $0) }
                for finding in chain.findings(for: found, at: place, hash: hash) { verification.add(finding) }
            }
        } catch let error as SQLiteError {
            verification.add(
                EventLogFinding(.event, error.description, session: session, sequence: chain.head.sequence + 1))
            return
        }
        if let finding = try summaryFinding(chain) { verification.add(finding) }
    }

    /// Compares the list of sessions with a session's events.
    private func summaryFinding(_ chain: ChainVerification) throws -> EventLogFinding? {
        let row = try connection.prepare(
            "SELECT session, events, started, updated, kind, hash FROM sessions WHERE session = ?1")
        try row.bind(chain.session.rawValue, at: 1)
        guard try row.step() else {
            return EventLogFinding(
                .summary, "session \(chain.session) has \(chain.head.sequence) events and is not in the list",
                session: chain.session)
        }
        let found = summary(in: row)
        guard found != chain.summary || row.text(at: 5) != chain.head.hash.description else { return nil }
        return EventLogFinding(
            .summary,
            "the list says that session \(chain.session) has \(found.events) events, last \(found.lastKind); it has "
                + "\(chain.head.sequence), last \(chain.summary?.lastKind.rawValue ?? "none"), or another hash or time",
            session: chain.session)
    }

    private func verifyBlobs(_ verification: inout EventLogVerification) throws {
        let rows = try connection.prepare("SELECT digest FROM blobs")
        while try rows.step() {
            try Task.checkCancellation()
            verification.blobs += 1
            let name = rows.text(at: 0)
            do {
                guard let digest = rows.withBytes(at: 0, { SHA256Digest(column: $0) }), try blob(digest) != nil else {
                    verification.add(EventLogFinding(.blob, "the name of blob \(name) is no digest"))
                    continue
                }
            } catch let error as EventLogError where error.code == .corrupt {
                verification.add(EventLogFinding(.blob, error.message))
            } catch let error as SQLiteError {
                verification.add(EventLogFinding(.blob, "blob \(name): \(error)"))
            }
        }
    }

    private func verifySnapshots(_ verification: inout EventLogVerification) throws {
        guard version >= 2 else { return }
        let rows = try connection.prepare(
            "SELECT sequence, hash, state, digest, key, session, format FROM snapshots")
        while try rows.step() {
            try Task.checkCancellation()
            verification.snapshots += 1
            let session = SessionID(rows.text(at: 5))
            let format = rows.text(at: 6)
            guard try snapshot(in: rows, of: session, format: format) == nil else { continue }
            verification.add(
                EventLogFinding(
                    .snapshot, "the snapshot \(format) of session \(session) is damaged or fits no event",
                    session: session, sequence: UInt64(clamping: rows.integer(at: 0))))
        }
    }
}
