import AgentPrimitives

extension PolicyRequest {
    /// A request of a fixed agent and session.
    static func sample(_ action: Action, tags: Set<String> = []) -> PolicyRequest {
        PolicyRequest(action: action, agent: AgentID(randomBits: 1, 2), session: SessionID("ses_1"), tags: tags)
    }

    static func tool(_ name: String, _ effect: EffectClass = .read, tags: Set<String> = []) -> PolicyRequest {
        sample(.invokeTool(name: name, arguments: ["path": "secret"], effect: effect), tags: tags)
    }

    static func model(_ provider: String, _ model: String) -> PolicyRequest {
        sample(.modelInference(provider: provider, model: model))
    }
}
