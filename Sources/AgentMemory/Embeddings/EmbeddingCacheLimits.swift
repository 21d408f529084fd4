/// How much a ``CachedEmbedder`` or a ``SQLiteEmbeddingCache`` keeps; the vectors that were used least lately make room.
public struct EmbeddingCacheLimits: Hashable, Sendable {
    /// The most vectors.
    public var entries = 20_000
    /// The most memory of their components, in bytes.
    public var bytes = 64 << 20

    /// Takes the defaults.
    public init() {}
}
