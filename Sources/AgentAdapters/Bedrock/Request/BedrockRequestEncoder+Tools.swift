internal import AgentPrimitives

extension BedrockRequestEncoder {
    /// The tools and which of them must be called; `nil` where there are none.
    mutating func toolConfig(of request: ModelRequest) -> JSONValue? {
        let called = Self.calledTools(in: request)
        var tools: [JSONValue] = []
        if request.toolChoice != .none || !called.isEmpty { tools = self.tools(of: request) }
        if tools.isEmpty, !called.isEmpty {
            // Earlier calls are refused without it.
            lose("tools", "this API wants tools for earlier calls; they are offered once more, without their schemas")
            tools = called.map { name in
                [
                    "toolSpec": [
                        "name": .string(names.wireName(of: name)), "inputSchema": ["json": ["type": "object"]],
                    ]
                ]
            }
        }
        if request.allowsParallelToolCalls == false {
            lose("allowsParallelToolCalls", "this API cannot forbid several calls in one turn")
        }
        guard !tools.isEmpty else {
            if case .required = request.toolChoice { lose("toolChoice", "there are no tools to choose from") }
            if case .tool = request.toolChoice { lose("toolChoice", "there are no tools to choose from") }
            return nil
        }
        var config: JSONObject = ["tools": .array(tools)]
        config["toolChoice"] = toolChoice(of: request)
        return .object(config)
    }

    /// The tools, and between them the client's own of the provider, in the client's order.
    ///
    /// The client's list has a place for each tool: something else than a tool as it is, else `null` or the members that
    /// this API alone knows.
    private mutating func tools(of request: ModelRequest) -> [JSONValue] {
        var slots = (extras[Self.toolsField]?["tools"]?.arrayValue ?? [])[...]
        var tools: [JSONValue] = []
        for (index, descriptor) in request.tools.enumerated() where isAllowed(descriptor.name, in: request) {
            while let slot = slots.first, !slot.isNull, slot["toolSpec"] == nil {
                tools.append(slot)
                slots.removeFirst()
            }
            let options = request.toolOptions[descriptor.name]
            var spec = self.spec(descriptor, options, at: "tools[\(index)]")
            for (key, value) in slots.popFirst()?["toolSpec"]?.objectValue?.members ?? [] where spec[key] == nil {
                spec[key] = value
            }
            tools.append(["toolSpec": .object(spec)])
            if let hint = options?.cacheHint,
                let point = cachePoint(hint, at: "toolOptions[\(descriptor.name)].cacheHint")
            {
                tools.append(.object(point))
            }
        }
        return tools + slots.filter { !$0.isNull && $0["toolSpec"] == nil }
    }

    private mutating func spec(_ descriptor: ToolDescriptor, _ options: ToolOptions?, at path: String) -> JSONObject {
        var spec: JSONObject = ["name": .string(names.wireName(of: descriptor.name))]
        if !descriptor.summary.isEmpty { spec["description"] = .string(descriptor.summary) }
        var schema = descriptor.inputSchema
        if options?.isStrict == true { schema = subset(of: schema, at: "\(path).inputSchema") }
        spec["inputSchema"] = ["json": schema]
        if let isStrict = options?.isStrict { spec["strict"] = .bool(isStrict) }
        return spec
    }

    /// A schema with the keywords only that the provider enforces; one of a client of this API stays as it is.
    mutating func subset(of schema: JSONValue, at path: String) -> JSONValue {
        guard !isOwn else { return schema }
        var subset = AnthropicSchemaSubset()
        let adapted = subset.adapt(schema, at: path)
        losses += subset.losses
        return adapted
    }

    private mutating func toolChoice(of request: ModelRequest) -> JSONValue? {
        var choice: JSONValue
        switch request.toolChoice {
        case .auto, .allowed(_, isRequired: false):
            return nil
        case .none:
            lose("toolChoice", "this API cannot forbid calls where earlier ones need their tools; the model decides")
            return nil
        case .required, .allowed(_, isRequired: true):
            choice = ["any": [:]]
        case .tool(let name):
            choice = ["tool": ["name": .string(names.wireName(of: name))]]
        }
        guard model.family == .claude, thinks(request) else { return choice }
        lose("toolChoice", "a model that thinks cannot be made to call a tool; it may")
        return nil
    }

    /// The API cannot offer a tool and forbid it, so that forbidden ones are not offered.
    private func isAllowed(_ name: String, in request: ModelRequest) -> Bool {
        guard case .allowed(let allowed, _) = request.toolChoice else { return true }
        return allowed.contains(name)
    }

    /// The names of the tools that were called, each once.
    private static func calledTools(in request: ModelRequest) -> [String] {
        var known: Set<String> = []
        return request.messages.flatMap(\.toolCalls).map(\.name).filter { known.insert($0).inserted }
    }
}
