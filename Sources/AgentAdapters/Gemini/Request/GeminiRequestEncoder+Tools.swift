internal import AgentPrimitives

extension GeminiRequestEncoder {
    mutating func declaration(of tool: ToolDescriptor) -> JSONValue {
        var declaration: JSONObject = ["name": .string(names.wireName(of: tool.name))]
        if !tool.summary.isEmpty { declaration["description"] = .string(tool.summary) }
        // An object without members is refused as a schema; a function without parameters is not.
        if !GeminiSchema.takesNothing(tool.inputSchema) {
            declaration["parametersJsonSchema"] = adapted(tool.inputSchema, at: "tools[\(tool.name)].inputSchema")
        }
        return .object(declaration)
    }

    /// A schema with the keywords that Gemini knows; one of its own client stays as it is.
    mutating func adapted(_ schema: JSONValue, at path: String) -> JSONValue {
        guard !isOwnClient else { return schema }
        var subset = GeminiSchemaSubset()
        let adapted = subset.adapt(schema, at: path)
        losses += subset.losses
        return adapted
    }

    /// The mode of function calling; `nil` where Gemini's own is meant.
    ///
    /// `VALIDATED` lets the model choose as `AUTO` does, but takes names, and holds the arguments to their schemas.
    mutating func functionCallingConfig(of request: ModelRequest) -> JSONValue? {
        let strict = request.tools.filter { request.toolOptions[$0.name]?.isStrict == true }
        let areAllStrict = !strict.isEmpty && strict.count == request.tools.count
        switch request.toolChoice {
        case .auto where areAllStrict:
            return ["mode": "VALIDATED"]
        case .auto:
            for tool in strict {
                lose("toolOptions[\(tool.name)].isStrict", "Gemini holds either all tools to their schemas or none")
            }
            return nil
        case .none:
            return ["mode": "NONE"]
        case .required:
            return ["mode": "ANY"]
        case .tool(let name):
            return config("ANY", [name])
        case .allowed(let names, let isRequired):
            return config(isRequired ? "ANY" : "VALIDATED", names)
        }
    }

    private func config(_ mode: JSONValue, _ tools: [String]) -> JSONValue {
        ["mode": mode, "allowedFunctionNames": .array(tools.map { .string(names.wireName(of: $0)) })]
    }
}
