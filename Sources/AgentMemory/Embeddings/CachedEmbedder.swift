public import AgentPrimitives

/// Remembers the vectors that another embedder made, so that no text is embedded twice.
///
/// A vector is known by the SHA-256 digest of the embedder's identity and the text, so that texts are not kept. A batch asks
/// the embedder once for each different text that is not known. Calls at once may ask for the same text twice; they do not
/// wait for each other.
///
/// ```swift
/// let file = try await SQLiteEmbeddingCache.open(at: ".agent/embeddings.sqlite")
/// let embedder = CachedEmbedder(model, file: file)
/// ```
public actor CachedEmbedder: Embedder {
    /// The number of components of every vector.
    public nonisolated let dimension: Int
    /// The identity of the embedder behind the cache.
    public nonisolated let identity: String

    private let base: any Embedder
    private let limits: EmbeddingCacheLimits
    private let file: SQLiteEmbeddingCache?
    /// The vectors by their keys, the one used last at the end.
    private var vectors = RecencyWindow<[Float]>()
    /// What happened so far.
    public private(set) var statistics = Statistics()

    /// Puts a cache in front of an embedder.
    ///
    /// - Parameters:
    ///   - base: Makes the vectors that are not known.
    ///   - limits: How much is kept in memory.
    ///   - file: Where vectors outlast the process; its owner shuts it down. A failure of the file costs time, not the call.
    public init(
        _ base: any Embedder, limits: EmbeddingCacheLimits = EmbeddingCacheLimits(), file: SQLiteEmbeddingCache? = nil
    ) {
        self.base = base
        self.limits = limits
        self.file = file
        dimension = base.dimension
        identity = base.identity
    }

    /// One vector for each text, in the order of the texts.
    ///
    /// - Throws: What the embedder threw; ``MemoryError``: `embedding` when it made another number of vectors than there were
    ///   texts, or one of another dimension.
    public func embed(_ texts: [String]) async throws -> [[Float]] {
        let keys = texts.map(key)
        var found: [SHA256Digest: [Float]] = [:]
        for key in keys where found[key] == nil { found[key] = known(key) }
        statistics.hits += keys.count { found[$0] != nil }
        var missing = missing(keys, texts, found)
        if let file, !missing.isEmpty {
            for (key, vector) in await stored(missing.map(\.key), in: file) {
                found[key] = vector
                keep(vector, key)
            }
            statistics.fileHits += missing.count { found[$0.key] != nil }
            missing.removeAll { found[$0.key] != nil }
        }
        if !missing.isEmpty {
            statistics.misses += missing.count
            let made = try await made(missing.map(\.text))
            for (entry, vector) in zip(missing, made) {
                found[entry.key] = vector
                keep(vector, entry.key)
            }
            if let file { await store(zip(missing.map(\.key), made).map { ($0, $1) }, in: file) }
        }
        return keys.map { found[$0] ?? [] }
    }

    private nonisolated func key(_ text: String) -> SHA256Digest {
        // The length keeps apart what a separator would not.
        SHA256Digest(of: Array("\(identity.utf8.count) \(identity)".utf8) + Array(text.utf8))
    }

    private func missing(
        _ keys: [SHA256Digest], _ texts: [String], _ found: [SHA256Digest: [Float]]
    ) -> [(key: SHA256Digest, text: String)] {
        var seen: Set<SHA256Digest> = []
        return zip(keys, texts).filter { found[$0.0] == nil && seen.insert($0.0).inserted }.map { (key: $0, text: $1) }
    }

    private func made(_ texts: [String]) async throws -> [[Float]] {
        let vectors = try await base.embed(texts)
        guard vectors.count == texts.count, vectors.allSatisfy({ $0.count == dimension }) else {
            throw MemoryError(
                .embedding,
                "\(identity) made \(vectors.count) vectors of \(texts.count) texts, expected one of \(dimension) components "
                    + "for each; check its settings")
        }
        return vectors
    }
}

// MARK: - Memory

extension CachedEmbedder {
    /// The vector of a key, which counts as used now.
    private func known(_ key: SHA256Digest) -> [Float]? {
        guard let vector = vectors[key.description] else { return nil }
        vectors.insert(vector, named: key.description)
        return vector
    }

    private func keep(_ vector: [Float], _ key: SHA256Digest) {
        vectors.insert(vector, named: key.description)
        // All vectors have one size, so that their number tells their bytes.
        let most = min(limits.entries, limits.bytes / max(dimension * MemoryLayout<Float>.size, 1))
        while vectors.count > max(most, 0), vectors.removeOldest() != nil { statistics.evictions += 1 }
    }
}

// MARK: - File

extension CachedEmbedder {
    private func stored(_ keys: [SHA256Digest], in file: SQLiteEmbeddingCache) async -> [SHA256Digest: [Float]] {
        do {
            return try await file.vectors(keys, dimension: dimension)
        } catch {
            statistics.fileFailures += 1
            return [:]
        }
    }

    private func store(_ vectors: [(SHA256Digest, [Float])], in file: SQLiteEmbeddingCache) async {
        do {
            try await file.put(vectors)
        } catch {
            statistics.fileFailures += 1
        }
    }
}
