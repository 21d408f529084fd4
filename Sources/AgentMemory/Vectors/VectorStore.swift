/// Where vectors are kept under names and the closest to a given one are found.
///
/// Safe for concurrent use. What close means is the store's ``VectorMetric``; without another word it is the cosine of the
/// angle: 1 for the same direction, 0 for unrelated, -1 for opposite; a vector without a direction (all zeros) is
/// unrelated to every other. ``FlatIndex`` is exact and in memory, ``HNSWIndex`` approximate and in memory, and
/// ``SQLiteVectorStore`` lasts.
public protocol VectorStore: Sendable {
    /// The number of components of every vector.
    var dimension: Int { get }

    /// Keeps vectors, all or none; one whose name is taken is replaced, and of several with one name the last counts.
    ///
    /// - Throws: ``MemoryError``: `invalid` for a vector of another dimension or with a component that is not a finite number;
    ///   `full` when there would be too many.
    func upsert(_ entries: [VectorEntry]) async throws(MemoryError)

    /// Forgets vectors; names that are not there are passed over.
    func remove(_ names: [String]) async throws(MemoryError)

    /// The closest vectors that carry all of `tags`, closest first; among equally close ones the names decide, so that the
    /// same content always gives the same answer.
    ///
    /// A limit of 0 or less gives nothing, one beyond the number of vectors all of them.
    ///
    /// - Throws: ``MemoryError``: `invalid` for a query of another dimension or with a component that is not a finite number.
    func search(_ query: [Float], limit: Int, tags: Set<String>) async throws(MemoryError) -> [VectorMatch]
}
