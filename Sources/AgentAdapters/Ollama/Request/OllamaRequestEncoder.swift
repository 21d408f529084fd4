internal import AgentPrimitives

/// Writes a request as the body of `POST api/chat`.
struct OllamaRequestEncoder: Sendable {
    /// A body, and what of the request is not in it.
    struct Encoded: Sendable {
        var body: JSONValue
        var losses: [TranslationLoss]
    }

    /// The origin of this API's fields and state.
    static let origin = UpstreamKind.ollama.rawValue

    let names: ToolNameMap
    var losses: [TranslationLoss] = []
    /// The tool that each call asked for, by the call's id: results name the tool here, not the call.
    var toolNames: [String: String] = [:]

    static func encode(_ request: ModelRequest, streams: Bool) -> Encoded {
        var encoder = OllamaRequestEncoder(names: ToolNameMap(request))
        let body = encoder.body(of: request, streams: streams)
        return Encoded(body: body, losses: encoder.losses)
    }

    mutating func lose(_ path: String, _ reason: String) {
        losses.append(TranslationLoss(path: path, reason: reason))
    }

    private mutating func body(of request: ModelRequest, streams: Bool) -> JSONValue {
        var body: JSONObject = ["model": .string(request.model)]
        body["messages"] = .array(messages(of: request))
        let tools = offeredTools(of: request)
        if !tools.isEmpty { body["tools"] = .array(tools) }
        body["stream"] = .bool(streams)
        writeFormat(request.responseFormat, into: &body)
        writeReasoning(request.reasoning, into: &body)
        var options = samplingOptions(of: request)
        writeExtras(request.extras, into: &body, options: &options)
        body["options"] = .object(options)
        if request.allowsParallelToolCalls != nil { lose("allowsParallelToolCalls", Self.noSuchField) }
        if request.cacheHint != nil { lose("cacheHint", "this API caches by itself and cannot be asked") }
        if request.user != nil { lose("user", Self.noSuchField) }
        for label in request.metadata.keys.sorted() { lose("metadata.\(label)", Self.noSuchField) }
        return .object(body)
    }

    private static let noSuchField = "this API has no such field"
}

// MARK: Options

extension OllamaRequestEncoder {
    /// The tools as the model is to see them; a choice among them can only be kept by leaving the others out.
    private mutating func offeredTools(of request: ModelRequest) -> [JSONValue] {
        var offered = request.tools
        switch request.toolChoice {
        case .auto: break
        case .none: offered = []
        case .required: lose("toolChoice", "this API cannot require a call")
        case .tool(let name):
            offered = offered.filter { $0.name == name }
            lose("toolChoice", "this API cannot require a call; only '\(name)' is offered")
        case .allowed(let names, let isRequired):
            offered = offered.filter { names.contains($0.name) }
            if isRequired { lose("toolChoice", "this API cannot require a call") }
        }
        for tool in request.tools {
            let wish = request.toolOptions[tool.name]
            if wish?.isStrict != nil { lose("toolOptions.\(tool.name).isStrict", Self.noSuchField) }
            if wish?.cacheHint != nil {
                lose("toolOptions.\(tool.name).cacheHint", "this API caches by itself and cannot be asked")
            }
        }
        return offered.map { tool in
            let function: JSONObject = [
                "name": .string(names.wireName(of: tool.name)), "description": .string(tool.summary),
                "parameters": tool.inputSchema,
            ]
            return ["type": "function", "function": .object(function)]
        }
    }

    private func writeFormat(_ format: ResponseFormat, into body: inout JSONObject) {
        switch format {
        case .text: break
        case .json: body["format"] = "json"
        case .schema(let schema): body["format"] = schema.schema
        }
    }

    private mutating func writeReasoning(_ reasoning: ReasoningOptions?, into body: inout JSONObject) {
        guard let reasoning else { return }
        if reasoning.mode == .disabled {
            body["think"] = false
        } else if let effort = reasoning.effort {
            body["think"] = .string(effort)
        } else {
            body["think"] = true
        }
        if reasoning.budgetTokens != nil {
            lose("reasoning.budgetTokens", "this API takes a level of effort, not a number of tokens")
        }
        if reasoning.summary != nil { lose("reasoning.summary", Self.noSuchField) }
    }

    private mutating func samplingOptions(of request: ModelRequest) -> JSONObject {
        let sampling = request.sampling
        var options: JSONObject = ["num_predict": .int(request.maxOutputTokens)]
        let numbers = [
            ("temperature", sampling.temperature), ("top_p", sampling.topP),
            ("presence_penalty", sampling.presencePenalty), ("frequency_penalty", sampling.frequencyPenalty),
        ]
        for (name, value) in numbers {
            guard let value else { continue }
            if let number = JSONNumber(value) {
                options[name] = .number(number)
            } else {
                lose(name, "JSON has no number for \(value)")
            }
        }
        if let topK = sampling.topK { options["top_k"] = .int(topK) }
        if let seed = sampling.seed { options["seed"] = .int(seed) }
        if !sampling.stopSequences.isEmpty { options["stop"] = .array(sampling.stopSequences.map(JSONValue.string)) }
        return options
    }

    /// Adds the API's own fields, such as `keep_alive`, and among its `options` what is not there, such as `num_ctx`.
    private mutating func writeExtras(
        _ extras: ProviderFields?, into body: inout JSONObject, options: inout JSONObject
    ) {
        guard let extras else { return }
        for (name, value) in extras.fields.members {
            if extras.origin != Self.origin {
                lose("extras.\(name)", "a field of \(extras.origin) that this API does not have")
            } else if name == "options", let more = value.objectValue {
                for (option, setting) in more.members where options[option] == nil { options[option] = setting }
            } else if body[name] == nil {
                body[name] = value
            }
        }
    }
}
