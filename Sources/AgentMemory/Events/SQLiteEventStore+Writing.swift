internal import AgentPrimitives

extension SQLiteEventStore {
    /// Runs `body` in a transaction of its own, under the file's write lock.
    func transaction<Value>(_ body: () throws -> Value) throws -> Value {
        try statements.begin.runOnce()
        do {
            try expectCurrentKey()
            let value = try body()
            try statements.commit.runOnce()
            return value
        } catch {
            try connection.rollBackIfNeeded()
            throw error
        }
    }

    /// Appends in a transaction that is open already.
    ///
    /// The expected place is checked under the file's write lock, so that of several processes exactly one gets each place.
    func insert(_ append: PendingAppend) throws -> EventHead {
        var head = try head(of: append.session)
        guard head.sequence == append.expected else {
            throw EventLogError.conflict(append.session, expected: append.expected, found: head.sequence)
        }
        guard head.sequence <= UInt64(Int64.max) - UInt64(append.drafts.count) else {
            throw damaged("session \(append.session) ends at event \(head.sequence), which no log can reach")
        }
        for draft in append.drafts {
            let event = Event(draft, session: append.session, after: head)
            try insert(event)
            head = event.head
        }
        if let first = append.drafts.first, let last = append.drafts.last {
            try update(append.session, to: head, started: first.time, last: last)
        }
        return head
    }

    /// The statements that write.
    ///
    /// - Throws: `readOnly` for a file of an older release, which is open for reading only.
    func writing() throws(SQLiteError) -> EventStatements.Writing {
        guard let writing = statements.writing else {
            throw SQLiteError(.readOnly, path: connection.path, detail: "it was opened for reading")
        }
        return writing
    }

    private func insert(_ event: Event) throws {
        // What merely looks like a reference is kept as a blob too, so that no reader of the file takes it for one.
        if event.payload.count > limits.inlineBytes || event.payload.starts(with: BlobReference.opening) {
            let digest = try insert(blob: event.payload, stored: nil)
            try insert(event, column: BlobReference(digest, count: event.payload.count).text, blob: digest)
        } else {
            try insert(event, column: event.payload, blob: nil)
        }
    }

    private func insert(_ event: Event, column payload: [UInt8], blob: SHA256Digest?) throws {
        let insert = try writing().insertEvent
        defer { insert.reset() }
        try insert.bind(event.session.rawValue, at: 1)
        try insert.bind(Int64(clamping: event.sequence), at: 2)
        try insert.bind(event.time.microseconds, at: 3)
        try insert.bind(event.kind.rawValue, at: 4)
        if let blob { try insert.bind(blob.description, at: 6) }
        try insert.bind(event.hash.description, at: 7)
        guard blob == nil, let cipher else {
            return try payload.withUnsafeBufferPointer { payload throws(SQLiteError) in
                try insert.bind(uncopiedText: payload, at: 5)
                try insert.run()
            }
        }
        let sealed = try cipher.seal(
            payload, as: .event(event.session, sequence: event.sequence, event.kind))
        try insert.bind(cipher.currentKey, at: 8)
        try sealed.withUnsafeBufferPointer { sealed throws(SQLiteError) in
            try insert.bind(uncopiedBlob: sealed, at: 5)
            try insert.run()
        }
    }

    /// Keeps bytes under their digest; `stored` is when a caller asked for it, `nil` for an event's own payload.
    func insert(blob bytes: [UInt8], stored: Timestamp?) throws -> SHA256Digest {
        let digest = SHA256Digest(of: bytes)
        let touch = try writing().touchBlob
        defer { touch.reset() }
        try touch.bind(digest.description, at: 1)
        try touch.bind(stored?.microseconds ?? 0, at: 2)
        try touch.run()
        guard connection.changedRows == 0 else { return digest }

        let insert = try writing().insertBlob
        defer { insert.reset() }
        try insert.bind(digest.description, at: 1)
        if let cipher { try insert.bind(cipher.currentKey, at: 3) }
        try insert.bind(stored?.microseconds ?? 0, at: 4)
        let kept = try cipher?.seal(bytes, as: .blob(digest)) ?? bytes
        try kept.withUnsafeBufferPointer { kept throws(SQLiteError) in
            try insert.bind(uncopiedBlob: kept, at: 2)
            try insert.run()
        }
        return digest
    }

    private func update(
        _ session: SessionID, to head: EventHead, started: Timestamp, last: EventDraft
    ) throws(SQLiteError) {
        let upsert = try writing().upsertSession
        defer { upsert.reset() }
        try upsert.bind(session.rawValue, at: 1)
        try upsert.bind(Int64(clamping: head.sequence), at: 2)
        try upsert.bind(head.hash.description, at: 3)
        try upsert.bind(started.microseconds, at: 4)
        try upsert.bind(last.time.microseconds, at: 5)
        try upsert.bind(last.kind.rawValue, at: 6)
        try upsert.bind(connection.lastInsertedRow, at: 7)
        try upsert.run()
    }
}
