internal import AgentPrimitives

/// The journal's table behind one connection.
///
/// Every call blocks and throws ``MemoryError`` or ``SQLiteError``; ``SQLiteMemoryJournal`` keeps both from its callers.
final class SQLiteMemoryTable {
    private let connection: SQLiteConnection
    private let insert: SQLiteStatement
    private let selectRecent: SQLiteStatement
    private let selectRecentInChannel: SQLiteStatement
    private let selectRecord: SQLiteStatement

    init(path: String, options: SQLiteOptions) throws(SQLiteError) {
        connection = try SQLiteConnection(path: path, options: options, schema: .memory)
        insert = try connection.prepare(
            """
            INSERT OR REPLACE INTO records (id, time, channel, text, tags, metadata)
            VALUES (?1, ?2, ?3, ?4, ?5, ?6)
            """)
        let columns = "SELECT id, time, channel, text, tags, metadata FROM records"
        selectRecent = try connection.prepare("\(columns) ORDER BY position DESC LIMIT ?1 OFFSET ?2")
        selectRecentInChannel = try connection.prepare(
            "\(columns) WHERE channel = ?3 ORDER BY position DESC LIMIT ?1 OFFSET ?2")
        selectRecord = try connection.prepare("\(columns) WHERE id = ?1")
    }

    func write(_ record: MemoryRecord) throws {
        defer { insert.reset() }
        try insert.bind(record.id, at: 1)
        try insert.bind(record.time.microseconds, at: 2)
        try insert.bind(record.channel.name, at: 3)
        try insert.bind(record.text, at: 4)
        try insert.bind(JSONValue.array(record.tags.sorted().map { .string($0) }).text(), at: 5)
        let facts = record.metadata.sorted { $0.key < $1.key }
        try insert.bind(JSONValue.object(JSONObject(facts.map { ($0.key, .string($0.value)) })).text(), at: 6)
        try insert.run()
    }

    func recent(_ limit: Int, in channel: MemoryChannel?, skipping skipped: Int) throws -> [MemoryRecord] {
        let rows = channel == nil ? selectRecent : selectRecentInChannel
        defer { rows.reset() }
        try rows.bind(Int64(max(limit, 0)), at: 1)
        try rows.bind(Int64(max(skipped, 0)), at: 2)
        if let channel { try rows.bind(channel.name, at: 3) }
        var records: [MemoryRecord] = []
        while try rows.step() { records.append(try record(in: rows)) }
        return records
    }

    func records(_ identifiers: [String]) throws -> [MemoryRecord] {
        try identifiers.compactMap { id in
            defer { selectRecord.reset() }
            try selectRecord.bind(id, at: 1)
            return try selectRecord.step() ? try record(in: selectRecord) : nil
        }
    }

    func checkpoint() throws(SQLiteError) {
        try connection.checkpoint()
    }

    private func record(in row: SQLiteStatement) throws -> MemoryRecord {
        let id = row.text(at: 0)
        guard let tags = try? JSONValue(parsing: row.bytes(at: 4)).arrayValue,
            let metadata = try? JSONValue(parsing: row.bytes(at: 5)).objectValue
        else {
            throw MemoryError(
                .corrupt,
                "\(connection.path): the tags or metadata of record \(id) are no JSON; write the record again")
        }
        return MemoryRecord(
            id: id, time: Timestamp(microseconds: row.integer(at: 1)), channel: MemoryChannel(name: row.text(at: 2)),
            text: row.text(at: 3), tags: Set(tags.compactMap(\.stringValue)),
            metadata: metadata.members.reduce(into: [:]) { $0[$1.key] = $1.value.stringValue })
    }
}
