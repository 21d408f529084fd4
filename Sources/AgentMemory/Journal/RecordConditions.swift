internal import AgentPrimitives

/// The part behind `WHERE` that a filter or a query makes, and the values for its parameters.
///
/// The text is put together out of constant pieces alone, so that there are few different statements to keep prepared and
/// nothing of a record or a person in them.
struct RecordConditions {
    enum Value {
        case integer(Int64)
        case text(String)
    }

    private(set) var sql = "TRUE"
    private(set) var values: [Value] = []

    /// Records that are not expired at `now`.
    init(liveAt now: Timestamp) {
        add("(expiry IS NULL OR expiry > ?)", .integer(now.microseconds))
    }

    mutating func add(_ condition: String, _ values: Value...) {
        sql += " AND " + condition
        self.values += values
    }

    mutating func add(_ filter: MemoryFilter) {
        if let channel = filter.channel { add("channel = ?", .text(channel.name)) }
        if let from = filter.from { add("time >= ?", .integer(from.microseconds)) }
        if let until = filter.until { add("time < ?", .integer(until.microseconds)) }
        guard !filter.tags.isEmpty else { return }
        let tags = JSONValue.array(filter.tags.map { .string($0) }).text()
        add(
            """
            records.position IN (
                SELECT position FROM record_tags WHERE tag IN (SELECT value FROM json_each(?))
                GROUP BY position HAVING count(*) = ?)
            """, .text(tags), .integer(Int64(filter.tags.count)))
    }

    mutating func add(_ query: MemoryQuery) {
        if !query.includesSummarized { add("summary IS NULL") }
        if let after = query.after { add("position > ?", .integer(Int64(clamping: after))) }
        if let before = query.before { add("position < ?", .integer(Int64(clamping: before))) }
        add(query.filter)
    }

    /// Binds the values from parameter `first` on, and returns the number of the next one.
    func bind(to statement: SQLiteStatement, from first: Int32 = 1) throws(SQLiteError) -> Int32 {
        var index = first
        for value in values {
            switch value {
            case .integer(let number): try statement.bind(number, at: index)
            case .text(let text): try statement.bind(text, at: index)
            }
            index += 1
        }
        return index
    }
}
