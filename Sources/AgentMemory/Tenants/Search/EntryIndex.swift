internal import AgentPrimitives

/// What searches know of an entry; made before the database is asked, on a thread that may take its time.
struct EntryIndex: Sendable {
    let words: WordCounts
    let vector: CompactVector

    /// Reads a value and makes its index.
    ///
    /// - Throws: ``MemoryError`` with code `invalid` for a value that is said to be JSON and is none.
    @concurrent
    static func make(key: TenantKey, write: TenantWrite, limits: TenantLimits) async throws(MemoryError) -> EntryIndex {
        var document: JSONValue?
        if write.value.isJSON {
            do throws(JSONError) {
                document = try JSONValue(parsing: write.value.bytes)
            } catch {
                throw MemoryError(.invalid, "expected a JSON document as the content type says: \(error.message)")
            }
        }
        let text = EntryText.gather(key: key, write: write, document: document, limit: limits.indexedBytes)
        return await EntryIndex(text: text, limit: limits.indexedWords)
    }

    /// Indexes a text, of an entry or of a query.
    init(text: String, limit: Int) async {
        var words = WordCounts(limit: limit)
        words.add(text)
        self.words = words
        vector = CompactVector(await LocalEmbedder().embed([text]).first ?? [])
    }
}
