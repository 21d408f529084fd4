internal import AgentPrimitives

extension ResponsesRequestEncoder {
    /// Writes the tools, those of the provider included, and the choice among them.
    mutating func tools(of request: ModelRequest, extras: JSONObject, into body: inout JSONObject) {
        for name in request.toolOptions.keys.sorted() where request.toolOptions[name]?.cacheHint != nil {
            lose("toolOptions[\(name)].cacheHint", Self.cachesByItself)
        }
        let tools = tools(of: request, arrangedAs: extras["tools"]?.arrayValue ?? [])
        if !tools.isEmpty { body["tools"] = .array(tools) }
        if let choice = choice(request.toolChoice) { body["tool_choice"] = choice }
    }

    /// The functions in their order, and the provider's own tools where the client had them.
    ///
    /// - Parameter arrangement: The client's list, with functions by name and what else it said of them.
    private func tools(of request: ModelRequest, arrangedAs arrangement: [JSONValue]) -> [JSONValue] {
        var waiting = request.tools[...]
        var written: [JSONValue] = []
        for place in arrangement {
            guard place["type"]?.stringValue == "function" else {
                written.append(place)
                continue
            }
            guard let next = waiting.first, place["name"]?.stringValue == next.name else { continue }
            waiting.removeFirst()
            var tool = function(next, of: request)
            for (key, value) in place.objectValue?.members ?? [] where tool[key] == nil { tool[key] = value }
            written.append(.object(tool))
        }
        return written + waiting.map { .object(function($0, of: request)) }
    }

    private func function(_ tool: ToolDescriptor, of request: ModelRequest) -> JSONObject {
        var json: JSONObject = ["type": "function", "name": .string(wireName(tool.name))]
        if !tool.summary.isEmpty { json["description"] = .string(tool.summary) }
        json["parameters"] = tool.inputSchema
        // This API is strict unless told otherwise, and makes every optional argument required then; no other API does so.
        let isStrict = request.toolOptions[tool.name]?.isStrict ?? (Self.isNative(request) ? nil : false)
        if let isStrict { json["strict"] = .bool(isStrict) }
        return json
    }

    private func choice(_ choice: ToolChoice) -> JSONValue? {
        switch choice {
        case .auto: nil
        case .none: "none"
        case .required: "required"
        case .tool(let name): function(named: name)
        case .allowed(let names, let isRequired):
            [
                "type": "allowed_tools", "mode": isRequired ? "required" : "auto",
                "tools": .array(names.map(function(named:))),
            ]
        }
    }

    private func function(named name: String) -> JSONValue {
        ["type": "function", "name": .string(wireName(name))]
    }
}
