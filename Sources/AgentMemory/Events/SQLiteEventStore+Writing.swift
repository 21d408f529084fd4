internal import AgentPrimitives

extension SQLiteEventStore {
    func transaction<Value>(_ body: () throws -> Value) throws -> Value {
        try statements.begin.runOnce()
        do {
            let value = try body()
            try statements.commit.runOnce()
            return value
        } catch {
            try connection.rollBackIfNeeded()
            throw error
        }
    }

    func insert(_ event: Event) throws(SQLiteError) {
        // What merely looks like a reference is kept as a blob too, so that no reader of the file takes it for one.
        if event.payload.count > limits.inlineBytes || event.payload.starts(with: BlobReference.opening) {
            let digest = try insert(blob: event.payload)
            try insert(event, column: BlobReference(digest, count: event.payload.count).text, blob: digest)
        } else {
            try insert(event, column: event.payload, blob: nil)
        }
    }

    private func insert(_ event: Event, column payload: [UInt8], blob: SHA256Digest?) throws(SQLiteError) {
        let insert = statements.insertEvent
        defer { insert.reset() }
        try insert.bind(event.session.rawValue, at: 1)
        try insert.bind(Int64(clamping: event.sequence), at: 2)
        try insert.bind(event.time.microseconds, at: 3)
        try insert.bind(event.kind.rawValue, at: 4)
        if let blob { try insert.bind(blob.description, at: 6) }
        try insert.bind(event.hash.description, at: 7)
        try payload.withUnsafeBufferPointer { payload throws(SQLiteError) in
            try insert.bind(uncopiedText: payload, at: 5)
            try insert.run()
        }
    }

    func insert(blob bytes: [UInt8]) throws(SQLiteError) -> SHA256Digest {
        let digest = SHA256Digest(of: bytes)
        let insert = statements.insertBlob
        defer { insert.reset() }
        try insert.bind(digest.description, at: 1)
        try bytes.withUnsafeBufferPointer { bytes throws(SQLiteError) in
            try insert.bind(uncopiedBlob: bytes, at: 2)
            try insert.run()
        }
        return digest
    }

    func update(
        _ session: SessionID, to head: EventHead, started: Timestamp, last: EventDraft
    ) throws(SQLiteError) {
        let upsert = statements.upsertSession
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
