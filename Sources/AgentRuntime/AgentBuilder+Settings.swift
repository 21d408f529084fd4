public import AgentConfig

extension AgentBuilder {
    /// Reads the settings' layers: defaults, file, environment, overrides.
    ///
    /// - Throws: `ConfigurationError`.
    public func settings() throws(ConfigurationError) -> AgentSettings {
        try AgentSettings.load(
            file: configurationFile ?? .ifPresent(WorkspaceFolders.configuration(of: workspace)),
            environment: environment, overrides: overrides)
    }
}
