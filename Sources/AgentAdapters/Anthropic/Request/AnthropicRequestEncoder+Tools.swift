internal import AgentPrimitives

extension AnthropicRequestEncoder {
    /// The tools, and between them the client's own of the provider, in the client's order.
    ///
    /// The client's list has a place for each tool: a tool of the provider as it is, else `null` or the members that this
    /// API alone knows.
    mutating func tools(of request: ModelRequest) -> [JSONValue] {
        var slots = (extras[Self.toolsField]?.arrayValue ?? [])[...]
        var tools: [JSONValue] = []
        for (index, descriptor) in request.tools.enumerated() where isAllowed(descriptor.name, in: request) {
            while let slot = slots.first, slot["name"] != nil || slot["type"] != nil {
                tools.append(slot)
                slots.removeFirst()
            }
            var tool = self.tool(descriptor, request.toolOptions[descriptor.name], at: "tools[\(index)]")
            for (key, value) in slots.popFirst()?.objectValue?.members ?? [] where tool[key] == nil {
                tool[key] = value
            }
            tools.append(.object(tool))
        }
        return tools + slots.filter { $0["name"] != nil || $0["type"] != nil }
    }

    private mutating func tool(_ descriptor: ToolDescriptor, _ options: ToolOptions?, at path: String) -> JSONObject {
        var tool: JSONObject = ["name": .string(names.wireName(of: descriptor.name))]
        if !descriptor.summary.isEmpty { tool["description"] = .string(descriptor.summary) }
        var schema = descriptor.inputSchema
        if options?.isStrict == true {
            var subset = AnthropicSchemaSubset()
            schema = subset.adapt(schema, at: "\(path).inputSchema")
            losses += subset.losses
        }
        tool["input_schema"] = schema
        if let isStrict = options?.isStrict { tool["strict"] = .bool(isStrict) }
        if let hint = options?.cacheHint {
            tool["cache_control"] = breakpoint(hint, at: "toolOptions[\(descriptor.name)].cacheHint")
        }
        return tool
    }

    /// The API cannot offer a tool and forbid it, so that forbidden ones are not offered.
    private func isAllowed(_ name: String, in request: ModelRequest) -> Bool {
        guard case .allowed(let allowed, _) = request.toolChoice else { return true }
        return allowed.contains(name)
    }

    mutating func toolChoice(of request: ModelRequest, hasTools: Bool) -> JSONValue? {
        guard hasTools else {
            if case .required = request.toolChoice { lose("toolChoice", "there are no tools to choose from") }
            if case .tool = request.toolChoice { lose("toolChoice", "there are no tools to choose from") }
            return nil
        }
        var choice: JSONObject
        switch request.toolChoice {
        case .auto, .allowed(_, isRequired: false): choice = ["type": "auto"]
        case .none: return ["type": "none"]
        case .required, .allowed(_, isRequired: true): choice = ["type": "any"]
        case .tool(let name): choice = ["type": "tool", "name": .string(names.wireName(of: name))]
        }
        if choice["type"] != "auto", thinks(request) {
            lose("toolChoice", "a model that thinks cannot be made to call a tool; it may")
            choice = ["type": "auto"]
        }
        if let allowsParallel = request.allowsParallelToolCalls {
            choice["disable_parallel_tool_use"] = .bool(!allowsParallel)
        } else if choice["type"] == "auto" {
            return nil
        }
        return .object(choice)
    }
}
