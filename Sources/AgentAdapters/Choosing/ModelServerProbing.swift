/// Finds out whether a model server runs, and what it serves.
public protocol ModelServerProbing: Sendable {
    /// The names of the models that a server serves; `nil` when none answers there.
    func models(servedBy server: LocalModelServer) async -> [String]?
}
