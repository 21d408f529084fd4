public import AgentPrimitives

extension PolicyRule {
    /// What a rule is about.
    public enum Subject: Hashable, Sendable, CustomStringConvertible {
        /// Every request.
        case anything
        /// Calls of the tools whose name fits, of one effect class or of all.
        case tool(NamePattern = .any, effect: EffectClass? = nil)
        /// Questions to the models whose provider and name fit.
        case model(provider: NamePattern = .any, name: NamePattern = .any)
        /// Events that leave the agent, by type.
        case event(NamePattern)
        /// Records on their way into the agent's memory and out of it, by the channel's name.
        case memory(NamePattern)
        /// Records on their way out of the agent's memory only, by the channel's name.
        case recall(NamePattern)

        /// The subject in words, such as `tool fs.* with effect read`.
        public var description: String {
            switch self {
            case .anything: "anything"
            case .tool(.any, let effect?): "effect \(effect.rawValue)"
            case .tool(let name, let effect): "tool \(name)" + (effect.map { " with effect \($0.rawValue)" } ?? "")
            case .model(.any, let name): "model \(name)"
            case .model(let provider, let name): "model \(name) of provider \(provider)"
            case .event(let type): "event \(type)"
            case .memory(let channel): "memory \(channel)"
            case .recall(let channel): "recall \(channel)"
            }
        }

        func matches(_ action: PolicyRequest.Action) -> Bool {
            switch (self, action) {
            case (.anything, _):
                true
            case (.tool(let pattern, let required), .invokeTool(let name, _, let effect)):
                pattern.matches(name) && (required == nil || required == effect)
            case (.model(let providers, let names), .modelInference(let provider, let model)):
                providers.matches(provider) && names.matches(model)
            case (.event(let pattern), .emitEvent(let type)):
                pattern.matches(type)
            case (.memory(let pattern), .storeMemory(let channel)),
                (.memory(let pattern), .recallMemory(let channel, _)),
                (.recall(let pattern), .recallMemory(let channel, _)):
                pattern.matches(channel.name)
            case (.tool, _), (.model, _), (.event, _), (.memory, _), (.recall, _):
                false
            }
        }
    }
}

extension PolicyRequest.Action {
    /// The action in words, without its arguments: they may hold what must not be repeated.
    var summary: String {
        switch self {
        case .invokeTool(let name, _, let effect): "tool \(name) with effect \(effect.rawValue)"
        case .modelInference(let provider, let model): "model \(model) of provider \(provider)"
        case .emitEvent(let type): "event \(type)"
        case .storeMemory(let channel): "memory \(channel.name)"
        case .recallMemory(let channel, _): "recall \(channel.name)"
        }
    }
}
