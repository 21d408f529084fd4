/// A vector that a search found.
public struct VectorMatch: Hashable, Sendable {
    /// The vector's name.
    public var name: String
    /// How close it is to the query on the scale of the store's ``VectorMetric``; larger is closer.
    public var similarity: Float

    /// States a match.
    public init(name: String, similarity: Float) {
        self.name = name
        self.similarity = similarity
    }
}
