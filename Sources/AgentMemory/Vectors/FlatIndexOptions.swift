/// How a ``FlatIndex`` compares and keeps vectors.
public struct FlatIndexOptions: Hashable, Sendable {
    /// What close means.
    public var metric = VectorMetric.cosine
    /// What is kept of a component, which decides the order of an answer.
    public var precision = VectorPrecision.float32
    /// What is compared first.
    public var sieve = VectorSieve.bounded
    /// The most vectors; more are refused as `full`.
    public var capacity = 200_000

    /// Takes the defaults: exact cosines.
    public init() {}
}
