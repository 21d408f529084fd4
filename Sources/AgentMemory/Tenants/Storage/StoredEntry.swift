internal import AgentPrimitives

/// What a write needs to know of the entry in its place.
struct StoredEntry {
    let id: Int64
    let namespace: String
    let key: String
    let version: Int64
    let created: Int64
    let expires: Int64?
    let valueBytes: Int
    let charge: Int
    let words: Int
    let terms: String

    /// The columns, in the order of the properties.
    static let columns =
        "entry, namespace, key, version, created, expires, value_bytes, charge, words, terms"

    init(_ row: SQLiteStatement) {
        id = row.integer(at: 0)
        namespace = row.text(at: 1)
        key = row.text(at: 2)
        version = row.integer(at: 3)
        created = row.integer(at: 4)
        expires = row.isNull(at: 5) ? nil : row.integer(at: 5)
        valueBytes = Int(row.integer(at: 6))
        charge = Int(row.integer(at: 7))
        words = Int(row.integer(at: 8))
        terms = row.text(at: 9)
    }

    func hasExpired(at now: Timestamp) -> Bool {
        expires.map { $0 <= now.microseconds } ?? false
    }
}
