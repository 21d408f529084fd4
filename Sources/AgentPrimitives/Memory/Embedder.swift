/// Turns texts into vectors whose closeness stands for likeness.
public protocol Embedder: Sendable {
    /// The number of components of every vector.
    var dimension: Int { get }

    /// The name and version of what makes the vectors: embedders with one identity make the same vectors of the same text.
    ///
    /// Caches and files of vectors keep them apart by it. Without another word it is the name of the type and the dimension,
    /// which is not enough for one that takes a model's name or other settings.
    var identity: String { get }

    /// One vector for each text, in the order of the texts.
    func embed(_ texts: [String]) async throws -> [[Float]]
}

extension Embedder {
    /// The name of the type and the dimension.
    public var identity: String { "\(Self.self)/\(dimension)" }
}
