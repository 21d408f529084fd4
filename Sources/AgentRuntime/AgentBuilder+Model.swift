internal import AgentAdapters
public import AgentConfig

extension AgentBuilder {
    /// Which model would answer, and why; model servers on this machine may be asked for their models.
    ///
    /// - Throws: `ConfigurationError` for settings that cannot be read, `ModelError` for a model that cannot be used.
    public func chooseModel() async throws -> ModelSelection {
        try await ModelComposition(self, settings()).selection
    }

    /// The models that can be asked by name; nothing is called.
    ///
    /// - Throws: `ConfigurationError` for settings that cannot be read.
    public func modelListing() throws(ConfigurationError) -> ModelListing {
        ModelListing(
            catalog: catalog, environment: environment, configured: try settings().models.map(\.name))
    }
}
