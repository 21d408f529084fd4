internal import AgentPrimitives

extension SQLiteEventStore {
    /// The ids of the keys that something in the file may be encrypted with.
    func keys() throws(SQLiteError) -> [String] {
        guard version >= 2 else { return [] }
        let rows = try connection.prepare("SELECT key FROM keys ORDER BY key")
        var keys: [String] = []
        while try rows.step() { keys.append(rows.text(at: 0)) }
        return keys
    }

    /// Takes the keys into use, and makes the present one known in the file.
    ///
    /// - Throws: `wrongKey` when a key is not the one that the file knows by its id. Nothing was written then.
    func adopt(_ cipher: EventCipher, access: SQLiteOptions.Access) throws {
        let rows = try connection.prepare("SELECT key, proof FROM keys")
        var isKnown = false
        while try rows.step() {
            let id = rows.text(at: 0)
            isKnown = isKnown || id == cipher.currentKey
            guard try cipher.proves(id, by: rows.bytes(at: 1)) else {
                throw EventLogError(
                    .wrongKey,
                    "the secret named \(id) is not the key that \(connection.path) was encrypted with; give that one")
            }
        }
        rows.reset()
        if !isKnown, access == .readWrite { try addKey(of: cipher) }
        self.cipher = cipher
    }

    private func addKey(of cipher: EventCipher) throws {
        let insert = try connection.prepare("INSERT OR IGNORE INTO keys VALUES (?1, ?2)")
        defer { insert.reset() }
        try insert.bind(cipher.currentKey, at: 1)
        try cipher.proof(of: cipher.currentKey).withUnsafeBufferPointer { proof throws(SQLiteError) in
            try insert.bind(uncopiedBlob: proof, at: 2)
            try insert.run()
        }
    }

    /// Makes sure, under the file's write lock, that the present key is still one of the file's.
    ///
    /// Another process may have changed keys meanwhile and forgotten this one: what it encrypts could no longer be read.
    func expectCurrentKey() throws {
        guard let cipher, let row = statements.writing?.selectKey else { return }
        defer { row.reset() }
        try row.bind(cipher.currentKey, at: 1)
        guard try !row.step() else { return }
        throw EventLogError(
            .wrongKey,
            "the key \(cipher.currentKey) was replaced while \(connection.path) was open; open it again with the new key"
        )
    }
}
