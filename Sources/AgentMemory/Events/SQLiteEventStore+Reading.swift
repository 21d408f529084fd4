internal import AgentPrimitives

extension SQLiteEventStore {
    /// Goes to the row of an event; a damaged page is reported with that event's place.
    func step(_ rows: SQLiteStatement, to sequence: UInt64) throws(EventLogError) -> Bool {
        do throws(SQLiteError) {
            return try rows.step()
        } catch {
            throw EventLogError(error, sequence: sequence)
        }
    }

    func event(in row: SQLiteStatement, of session: SessionID, at sequence: UInt64) throws -> Event {
        guard UInt64(exactly: row.integer(at: 0)) == sequence else {
            throw damaged(sequence, of: session, "it is missing")
        }
        guard let hash = row.withBytes(at: 5, { SHA256Digest(column: $0) }) else {
            throw damaged(sequence, of: session, "its hash is not 64 lower-case hexadecimal digits")
        }
        let kind = EventKind(rawValue: row.text(at: 2))
        return Event(
            session: session, sequence: sequence, time: Timestamp(microseconds: row.integer(at: 1)), kind: kind,
            payload: try payload(in: row, of: session, at: sequence, kind), hash: hash)
    }

    private func payload(
        in row: SQLiteStatement, of session: SessionID, at sequence: UInt64, _ kind: EventKind
    ) throws -> [UInt8] {
        if row.isNull(at: 4) {
            do throws(EventLogError) {
                return try plaintext(
                    in: row, column: 3, key: 6, as: .event(session, sequence: sequence, kind))
            } catch {
                throw EventLogError(error.code, error.message, sequence: sequence, underlying: error.underlying)
            }
        }
        let column = row.bytes(at: 3)
        guard let digest = row.withBytes(at: 4, { SHA256Digest(column: $0) }) else {
            throw damaged(sequence, of: session, "its blob column holds no digest")
        }
        let stored: [UInt8]?
        do {
            stored = try blob(digest)
        } catch let error as EventLogError {
            throw EventLogError(error.code, error.message, sequence: sequence, underlying: error.underlying)
        }
        guard let bytes = stored else {
            throw damaged(sequence, of: session, "its payload, blob \(digest), is missing")
        }
        guard column == BlobReference(digest, count: bytes.count).text else {
            throw damaged(sequence, of: session, "its payload column does not name its blob")
        }
        return bytes
    }

    func damaged(_ sequence: UInt64, of session: SessionID, _ what: String) -> EventLogError {
        var error = damaged("event \(sequence) of session \(session) is damaged: \(what)")
        error.sequence = sequence
        return error
    }

    func damaged(_ what: String) -> EventLogError {
        EventLogError(.corrupt, "\(connection.path): \(what); restore a copy of the file")
    }
}
