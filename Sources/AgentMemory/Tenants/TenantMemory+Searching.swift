internal import AgentPrimitives

extension TenantMemory {
    /// The entries that fit a text best, best first.
    ///
    /// What is found is the key, the tags and the text of the value: strings, numbers and member names of a JSON document, the
    /// whole of a `text/…` value, nothing of other bytes. Scores depend on this tenant's entries alone.
    ///
    /// - Parameters:
    ///   - query: The text and its filters.
    ///   - session: Who asks, for the audit chain.
    /// - Throws: ``MemoryError`` when the file fails.
    public func search(_ query: TenantQuery, session: String? = nil) async throws(MemoryError) -> [TenantMatch] {
        let now = store.time.now()
        let limits = store.limits
        let index = await Self.index(query.text, limits: limits)
        let matches = try await reading(on: store.scanner) { scope in
            let byWords = query.mode == .vector ? [] : try scope.rankByWords(index.words)
            let byVector =
                query.mode == .text ? [] : try scope.rankByVector(index.vector, limit: limits.comparedVectors)
            let ranking =
                switch query.mode {
                case .text: byWords
                case .vector: byVector
                case .hybrid:
                    RankFusion().fuse([byWords.map(\.id), byVector.map(\.id)]).map { (id: $0.name, score: $0.score) }
                }
            return try scope.matches(ranking, query, limits: limits, at: now)
        }
        try await noteRead(
            TenantAuditNote(action: .search, namespace: query.namespace?.rawValue, session: session))
        return matches
    }

    @concurrent
    private static func index(_ text: String, limits: TenantLimits) async -> EntryIndex {
        await EntryIndex(text: String(text.prefix(limits.indexedBytes)), limit: limits.indexedWords)
    }
}
