public import AgentPrimitives

/// The models that can be asked for, by name.
///
/// A value: fill it once, then share it.
public struct ModelRegistry: Sendable {
    /// In the order of first registration.
    public private(set) var models: [ModelRegistration] = []

    /// Holds some models; of two with the same name the later counts.
    public init(_ models: [ModelRegistration] = []) {
        for model in models { register(model) }
    }

    /// Adds a model, or replaces the one of that name.
    public mutating func register(_ model: ModelRegistration) {
        if let index = models.firstIndex(where: { $0.name == model.name }) {
            models[index] = model
        } else {
            models.append(model)
        }
    }

    /// Finds a model by its name.
    ///
    /// - Throws: `unknownModel`, which lists the known names and the nearest one.
    public func model(named name: String) throws(ModelError) -> ModelRegistration {
        if let model = models.first(where: { $0.name == name }) { return model }
        let known = models.map(\.name)
        guard !known.isEmpty else {
            throw ModelError(.unknownModel, "no model is named '\(name)'; no models are configured")
        }
        let hint = NearestName.of(name, among: known).map { ". Did you mean '\($0)'?" } ?? ""
        throw ModelError(
            .unknownModel, "no model is named '\(name)'; known models: \(known.joined(separator: ", "))\(hint)")
    }
}
