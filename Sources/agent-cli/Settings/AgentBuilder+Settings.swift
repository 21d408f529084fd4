internal import AgentRuntime

extension AgentBuilder {
    /// The settings, after everything that is made of them was tried: the policy, the tools, the workspace.
    func checkedSettings() throws -> AgentSettings {
        let settings = try settings()
        _ = try toolDescriptors()
        return settings
    }
}
