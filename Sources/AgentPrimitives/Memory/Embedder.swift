/// Turns texts into vectors whose closeness stands for likeness.
public protocol Embedder: Sendable {
    /// The number of components of every vector.
    var dimension: Int { get }

    /// One vector for each text, in the order of the texts.
    func embed(_ texts: [String]) async throws -> [[Float]]
}
