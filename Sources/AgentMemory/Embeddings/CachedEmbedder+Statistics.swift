extension CachedEmbedder {
    /// What a cache did so far, in texts.
    public struct Statistics: Hashable, Sendable {
        /// Texts whose vector was in memory.
        public var hits = 0
        /// Different texts whose vector was in the file.
        public var fileHits = 0
        /// Different texts that the embedder was asked for.
        public var misses = 0
        /// Vectors that made room in memory.
        public var evictions = 0
        /// Calls of the file that failed.
        public var fileFailures = 0
    }
}
