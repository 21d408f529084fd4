internal import AgentPrimitives
internal import AgentWire

/// The tables of a vector store behind one connection.
///
/// Every call blocks and throws ``MemoryError`` or ``SQLiteError``; ``SQLiteVectorStore`` keeps both from its callers.
final class SQLiteVectorTable {
    let connection: SQLiteConnection
    private let putVector: SQLiteStatement
    private let deleteVector: SQLiteStatement
    private let putName: SQLiteStatement
    private let deleteName: SQLiteStatement
    private let putLinks: SQLiteStatement
    private let deleteLinks: SQLiteStatement
    private let selectVersion: SQLiteStatement

    init(path: String, options: SQLiteOptions) throws(SQLiteError) {
        connection = try SQLiteConnection(path: path, options: options, schema: .vectors)
        putVector = try connection.prepare(
            "INSERT OR REPLACE INTO vectors (row, components, checksum) VALUES (?1, ?2, ?3)")
        deleteVector = try connection.prepare("DELETE FROM vectors WHERE row = ?1")
        putName = try connection.prepare("INSERT OR REPLACE INTO names (name, row, tags) VALUES (?1, ?2, ?3)")
        deleteName = try connection.prepare("DELETE FROM names WHERE name = ?1")
        putLinks = try connection.prepare("INSERT OR REPLACE INTO links (row, links) VALUES (?1, ?2)")
        deleteLinks = try connection.prepare("DELETE FROM links WHERE row = ?1")
        selectVersion = try connection.prepare("PRAGMA data_version")
    }

    /// A number that changes when another connection has written to the file.
    func dataVersion() throws(SQLiteError) -> Int64 {
        defer { selectVersion.reset() }
        return try selectVersion.step() ? selectVersion.integer(at: 0) : 0
    }

    /// Runs changes that are written together or not at all.
    func transaction(_ body: () throws -> Void) throws {
        try run("BEGIN IMMEDIATE", body)
    }

    /// Runs readings that see one state of the file.
    func snapshot(_ body: () throws -> Void) throws {
        try run("BEGIN", body)
    }

    private func run(_ begin: String, _ body: () throws -> Void) throws {
        try connection.execute(begin)
        do {
            try body()
            try connection.execute("COMMIT")
        } catch {
            try connection.rollBackIfNeeded()
            throw error
        }
    }
}

// MARK: - Writing

extension SQLiteVectorTable {
    func put(_ components: [Float], at row: Int) throws {
        defer { putVector.reset() }
        let bytes = Self.bytes(components)
        try bytes.withUnsafeBufferPointer { bytes in
            try putVector.bind(Int64(row), at: 1)
            try putVector.bind(uncopiedBlob: bytes, at: 2)
            try putVector.bind(Self.checksum(UnsafeRawBufferPointer(bytes), row: Int64(row)), at: 3)
            try putVector.run()
        }
    }

    func put(_ name: String, row: Int, tags: Set<String>) throws {
        defer { putName.reset() }
        try putName.bind(name, at: 1)
        try putName.bind(Int64(row), at: 2)
        try putName.bind(JSONValue.array(tags.sorted().map { .string($0) }).text(), at: 3)
        try putName.run()
    }

    func delete(_ name: String) throws {
        defer { deleteName.reset() }
        try deleteName.bind(name, at: 1)
        try deleteName.run()
    }

    func deleteVector(at row: Int) throws {
        defer { deleteVector.reset() }
        try deleteVector.bind(Int64(row), at: 1)
        try deleteVector.run()
    }

    /// Keeps the links of a row; `nil` for one that is not in the graph.
    func put(_ levels: [[UInt32]]?, linksOf row: Int) throws {
        guard let levels else {
            defer { deleteLinks.reset() }
            try deleteLinks.bind(Int64(row), at: 1)
            return try deleteLinks.run()
        }
        defer { putLinks.reset() }
        try StoredLinks.bytes(levels).withUnsafeBufferPointer { bytes in
            try putLinks.bind(Int64(row), at: 1)
            try putLinks.bind(uncopiedBlob: bytes, at: 2)
            try putLinks.run()
        }
    }

    func forgetLinks() throws {
        try connection.execute("DELETE FROM links")
    }

    private static func bytes(_ components: [Float]) -> [UInt8] {
        components.map(\.bitPattern.littleEndian).withUnsafeBytes { Array($0) }
    }

    /// Of the row as well: a vector in another's place is as wrong as another vector.
    fileprivate static func checksum(_ bytes: UnsafeRawBufferPointer, row: Int64) -> Int64 {
        Int64(bitPattern: XXH3.hash(bytes)) &+ row &* 0x2545_F491_4F6C_DD1D
    }
}

// MARK: - Settings

extension SQLiteVectorTable {
    func settings() throws -> [String: String] {
        let rows = try connection.prepare("SELECT name, value FROM settings")
        var settings: [String: String] = [:]
        while try rows.step() { settings[rows.text(at: 0)] = rows.text(at: 1) }
        return settings
    }

    func put(settings: [String: String]) throws {
        let put = try connection.prepare("INSERT OR IGNORE INTO settings (name, value) VALUES (?1, ?2)")
        for (name, value) in settings.sorted(by: { $0.key < $1.key }) {
            defer { put.reset() }
            try put.bind(name, at: 1)
            try put.bind(value, at: 2)
            try put.run()
        }
    }
}

// MARK: - Reading

extension SQLiteVectorTable {
    /// Goes through the vectors in the order of their rows.
    func forEachVector(dimension: Int, _ body: (Int, [Float]) throws -> Void) throws {
        let rows = try connection.prepare("SELECT row, components, checksum FROM vectors ORDER BY row")
        while try rows.step() {
            let row = rows.integer(at: 0)
            let components = rows.withBytes(at: 1) { bytes -> [Float]? in
                guard bytes.count == 4 * dimension, Self.checksum(bytes, row: row) == rows.integer(at: 2) else {
                    return nil
                }
                return (0..<dimension).map { index in
                    let word = bytes.loadUnaligned(fromByteOffset: 4 * index, as: UInt32.self)
                    return Float(bitPattern: UInt32(littleEndian: word))
                }
            }
            guard let components, (0..<Int64(Int32.max)).contains(row), components.allSatisfy(\.isFinite) else {
                throw corrupt("the vector in row \(row) is not what was written")
            }
            try body(Int(row), components)
        }
    }

    /// Goes through the names.
    func forEachName(_ body: (String, Int, Set<String>) throws -> Void) throws {
        let rows = try connection.prepare("SELECT name, row, tags FROM names ORDER BY name")
        while try rows.step() {
            let name = rows.text(at: 0)
            guard let row = Int32(exactly: rows.integer(at: 1)), row >= 0,
                let tags = try? JSONValue(parsing: rows.bytes(at: 2)).arrayValue
            else { throw corrupt("the row or the labels of the vector '\(name)' are not what was written") }
            try body(name, Int(row), Set(tags.compactMap(\.stringValue)))
        }
    }

    /// The links of each row; `nil` when they are damaged.
    func links() throws -> [Int: [[UInt32]]]? {
        let rows = try connection.prepare("SELECT row, links FROM links")
        var links: [Int: [[UInt32]]] = [:]
        while try rows.step() {
            guard let levels = rows.withBytes(at: 1, { StoredLinks.levels($0) }) else { return nil }
            links[Int(rows.integer(at: 0))] = levels
        }
        return links
    }

    func corrupt(_ what: String) -> MemoryError {
        MemoryError(
            .corrupt,
            "\(connection.path): \(what); delete the file and fill the store anew from what its vectors were made of")
    }
}
