package import AgentConfig
internal import AgentPolicy
package import AgentPrimitives
package import AgentTools

/// An agent's tools behind their gate: capabilities, policy, limits.
package struct ToolGate: Sendable {
    /// Runs the tools.
    package let dispatcher: ToolDispatcher
    /// Decides about tools, models and memory.
    package let policy: any PolicyEvaluating
    /// What the agent may use.
    package let capabilities: CapabilitySet

    /// Puts the gate together.
    package init(_ builder: AgentBuilder, _ settings: AgentSettings, _ folders: WorkspaceFolders) throws {
        let workspace = try Workspace(root: folders.workspace)
        let tools = BuiltinTools.all(workspace: workspace, time: builder.time) + builder.tools
        let registry = try ToolRegistry(tools)
        policy = try builder.policy ?? Self.policy(settings)
        // Without a list, an agent may use what its tools need; the policy still decides about every call.
        capabilities =
            settings.capabilities
            ?? registry.descriptors.reduce(into: CapabilitySet()) { granted, tool in
                for capability in tool.requiredCapabilities.sorted { granted.insert(capability) }
            }
        var limits = ToolLimits()
        limits.timeout = settings.limits.toolTimeout
        limits.maximumOutputBytes = settings.limits.toolOutputBytes
        dispatcher = ToolDispatcher(registry: registry, policy: policy, limits: limits)
    }

    private static func policy(_ settings: AgentSettings) throws -> any PolicyEvaluating {
        guard let document = settings.policy else { return PolicyEngine() }
        do throws(PolicyError) {
            return PolicyEngine(try RulePolicy(document, at: .root.appending(key: "policy")))
        } catch {
            let source = settings.configuration.source(at: error.path) ?? settings.configuration.source(of: .policy)
            throw ConfigurationError(
                .invalidValue, key: error.path.description, source: source, expected: "a policy that can be read",
                found: error.message, advice: "Correct the policy.", underlying: error)
        }
    }
}
