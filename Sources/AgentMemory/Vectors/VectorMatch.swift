/// A vector that a search found.
public struct VectorMatch: Hashable, Sendable {
    /// The vector's name.
    public var name: String
    /// How close it is to the query, from -1 to 1.
    public var similarity: Float

    /// States a match.
    public init(name: String, similarity: Float) {
        self.name = name
        self.similarity = similarity
    }
}
