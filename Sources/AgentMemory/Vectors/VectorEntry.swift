/// A named vector to be kept.
public struct VectorEntry: Hashable, Sendable {
    /// The vector's name; unique in its store.
    public var name: String
    /// The components.
    public var vector: [Float]
    /// Labels to filter by.
    public var tags: Set<String>

    /// Names a vector.
    public init(name: String, vector: [Float], tags: Set<String> = []) {
        self.name = name
        self.vector = vector
        self.tags = tags
    }
}
