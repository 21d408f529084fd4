/// How an ``HNSWIndex`` or the graph of a ``SQLiteVectorStore`` compares, keeps and links vectors.
///
/// Source of the names: Malkov and Yashunin, "Efficient and robust approximate nearest neighbor search using Hierarchical
/// Navigable Small World graphs", 2016.
public struct HNSWOptions: Hashable, Sendable {
    /// What close means.
    public var metric = VectorMetric.cosine
    /// What is kept of a component, which decides the order of an answer.
    public var precision = VectorPrecision.float32
    /// Links of a vector on each level but the lowest, which has twice as many; from 4 to 64.
    ///
    /// More find more, and take more memory and time.
    public var links = 16
    /// How many candidates are at hand when a vector is linked (efConstruction); more make a better graph, more slowly.
    public var constructionBreadth = 128
    /// How many candidates are at hand in a search (efSearch), at least the number asked for; more find more, more slowly.
    public var searchBreadth = 64
    /// Up to so many vectors, or so many that carry the labels asked for, all are compared with, which then is as fast as
    /// following links, and exact.
    public var exhaustiveLimit = 3000
    /// Mixed into the choice of levels: whoever knows it can write vectors that make the graph slow.
    public var seed: UInt64 = 0
    /// The most vectors; more are refused as `full`.
    public var capacity = 1_000_000

    /// Takes the defaults.
    public init() {}

    /// The links within their bounds.
    var clampedLinks: Int { min(max(links, 4), 64) }
}
