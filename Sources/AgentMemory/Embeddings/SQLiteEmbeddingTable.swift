internal import AgentPrimitives
internal import AgentWire

/// The table of cached vectors behind one connection; every call blocks.
final class SQLiteEmbeddingTable {
    let connection: SQLiteConnection
    private let isWritable: Bool
    private let select: SQLiteStatement
    private let touch: SQLiteStatement
    private let insert: SQLiteStatement
    private let evict: SQLiteStatement

    init(path: String, options: SQLiteOptions) throws(SQLiteError) {
        connection = try SQLiteConnection(path: path, options: options, schema: .embeddings)
        isWritable = options.access == .readWrite
        select = try connection.prepare("SELECT components, checksum FROM vectors WHERE key = ?1")
        touch = try connection.prepare(
            "UPDATE vectors SET used = (SELECT coalesce(max(used), 0) + 1 FROM vectors) WHERE key = ?1")
        insert = try connection.prepare(
            """
            INSERT OR REPLACE INTO vectors (key, used, components, checksum)
            VALUES (?1, (SELECT coalesce(max(used), 0) + 1 FROM vectors), ?2, ?3)
            """)
        evict = try connection.prepare(
            "DELETE FROM vectors WHERE key IN (SELECT key FROM vectors ORDER BY used LIMIT max(?1, 0))")
    }

    func vectors(_ keys: [SHA256Digest], dimension: Int) throws -> [SHA256Digest: [Float]] {
        var found: [SHA256Digest: [Float]] = [:]
        for key in keys {
            defer { select.reset() }
            try select.bind(key.description, at: 1)
            guard try select.step() else { continue }
            let checksum = select.integer(at: 1)
            found[key] = select.withBytes(at: 0) { bytes in
                guard bytes.count == 4 * dimension, Self.checksum(bytes) == checksum else { return nil }
                return (0..<dimension).map { index in
                    let word = bytes.loadUnaligned(fromByteOffset: 4 * index, as: UInt32.self)
                    return Float(bitPattern: UInt32(littleEndian: word))
                }
            }
        }
        if isWritable, !found.isEmpty {
            try transaction {
                for key in keys where found[key] != nil {
                    defer { touch.reset() }
                    try touch.bind(key.description, at: 1)
                    try touch.run()
                }
            }
        }
        return found
    }

    func put(_ vectors: [(SHA256Digest, [Float])], limits: EmbeddingCacheLimits) throws {
        try transaction {
            for (key, vector) in vectors {
                defer { insert.reset() }
                let bytes = vector.map(\.bitPattern.littleEndian).withUnsafeBytes { Array($0) }
                try bytes.withUnsafeBufferPointer { bytes in
                    try insert.bind(key.description, at: 1)
                    try insert.bind(uncopiedBlob: bytes, at: 2)
                    try insert.bind(Self.checksum(UnsafeRawBufferPointer(bytes)), at: 3)
                    try insert.run()
                }
            }
            let largest = vectors.map { 4 * $0.1.count }.max() ?? 0
            let most = min(limits.entries, largest == 0 ? .max : limits.bytes / largest)
            defer { evict.reset() }
            try evict.bind(Int64(try count() - max(most, 0)), at: 1)
            try evict.run()
        }
    }

    func count() throws(SQLiteError) -> Int {
        try Int(connection.integer("SELECT count(*) FROM vectors"))
    }

    private func transaction(_ body: () throws -> Void) throws {
        try connection.execute("BEGIN IMMEDIATE")
        do {
            try body()
            try connection.execute("COMMIT")
        } catch {
            try connection.rollBackIfNeeded()
            throw error
        }
    }

    private static func checksum(_ bytes: UnsafeRawBufferPointer) -> Int64 { Int64(bitPattern: XXH3.hash(bytes)) }
}
