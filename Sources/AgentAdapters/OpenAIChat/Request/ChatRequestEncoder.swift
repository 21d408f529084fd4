internal import AgentPrimitives

/// Writes a request as the body of `POST /chat/completions` (OpenAI Chat Completions).
struct ChatRequestEncoder: Sendable {
    /// A body, and what of the request is not in it.
    struct Encoded: Sendable {
        var body: JSONValue
        var losses: [TranslationLoss]
    }

    /// The origin of this API's fields and state.
    static let origin = UpstreamKind.openAIChat.rawValue

    let options: OpenAIChatOptions
    let names: ToolNameMap
    var losses: [TranslationLoss] = []
    /// The ids of calls in the form that the server takes.
    var callIDs: ChatCallIDs

    static func encode(
        _ request: ModelRequest, names: ToolNameMap, options: OpenAIChatOptions, streams: Bool = true
    ) -> Encoded {
        var encoder = ChatRequestEncoder(options: options, names: names, callIDs: ChatCallIDs(options.callIDForm))
        let body = encoder.body(of: request, streams: streams)
        return Encoded(body: body, losses: encoder.losses)
    }

    private mutating func body(of request: ModelRequest, streams: Bool) -> JSONValue {
        var body = JSONObject()
        body["model"] = .string(request.model)
        body["messages"] = .array(messages(of: request))
        writeTools(of: request, into: &body)
        body["stream"] = .bool(streams)
        if options.asksForUsage, streams { body["stream_options"] = ["include_usage": true] }
        body[options.tokenLimitField.rawValue] = .int(request.maxOutputTokens)
        writeSampling(request.sampling, into: &body)
        writeReasoning(request.reasoning, into: &body)
        writeFormat(request.responseFormat, into: &body)
        if let user = request.user { body["user"] = .string(user) }
        if !request.metadata.isEmpty {
            let labels = request.metadata.sorted { $0.key < $1.key }
            body["metadata"] = .object(JSONObject(labels.map { ($0.key, .string($0.value)) }))
        }
        if request.cacheHint != nil { lose("cacheHint", "this API caches by itself and cannot be asked") }
        writeExtras(request.extras, into: &body)
        return .object(body)
    }

    mutating func lose(_ path: String, _ reason: String) {
        losses.append(TranslationLoss(path: path, reason: reason))
    }

    private mutating func writeExtras(_ extras: ProviderFields?, into body: inout JSONObject) {
        guard let extras else { return }
        for (name, value) in extras.fields.members {
            if extras.origin != Self.origin {
                lose("extras.\(name)", "a field of \(extras.origin) that this API does not have")
            } else if body[name] == nil {
                body[name] = value
            }
        }
    }
}

// MARK: Options

extension ChatRequestEncoder {
    private mutating func writeTools(of request: ModelRequest, into body: inout JSONObject) {
        guard !request.tools.isEmpty else { return }
        body["tools"] = .array(
            request.tools.map { tool in
                var function: JSONObject = [
                    "name": .string(names.wireName(of: tool.name)), "description": .string(tool.summary),
                    "parameters": tool.inputSchema,
                ]
                let wish = request.toolOptions[tool.name]
                if let isStrict = wish?.isStrict { function["strict"] = .bool(isStrict) }
                if wish?.cacheHint != nil {
                    lose("toolOptions.\(tool.name).cacheHint", "this API caches by itself and cannot be asked")
                }
                return ["type": "function", "function": .object(function)]
            })
        switch request.toolChoice {
        case .auto: break
        case .none: body["tool_choice"] = "none"
        case .required: body["tool_choice"] = .string(options.requiredToolChoice)
        case .tool(let name): body["tool_choice"] = function(named: name)
        case .allowed(let names, let isRequired):
            let mode: JSONValue = isRequired ? "required" : "auto"
            body["tool_choice"] = [
                "type": "allowed_tools",
                "allowed_tools": ["mode": mode, "tools": .array(names.map(function(named:)))],
            ]
        }
        if let allows = request.allowsParallelToolCalls { body["parallel_tool_calls"] = .bool(allows) }
    }

    private func function(named name: String) -> JSONValue {
        ["type": "function", "function": ["name": .string(names.wireName(of: name))]]
    }

    private mutating func writeSampling(_ sampling: SamplingOptions, into body: inout JSONObject) {
        let numbers = [
            ("temperature", sampling.temperature), ("top_p", sampling.topP),
            ("presence_penalty", sampling.presencePenalty), ("frequency_penalty", sampling.frequencyPenalty),
        ]
        for (name, value) in numbers {
            guard let value else { continue }
            if options.fixesSampling {
                lose(name, "the server fixes its sampling and refuses the field")
            } else if let number = JSONNumber(value) {
                body[name] = .number(number)
            } else {
                lose(name, "JSON has no number for \(value)")
            }
        }
        if sampling.topK != nil { lose("topK", "this API has no such field") }
        if let seed = sampling.seed { body[options.seedField] = .int(seed) }
        if !sampling.stopSequences.isEmpty { body["stop"] = .array(sampling.stopSequences.map(JSONValue.string)) }
    }

    private mutating func writeReasoning(_ reasoning: ReasoningOptions?, into body: inout JSONObject) {
        guard let reasoning else { return }
        if reasoning.mode == .disabled {
            body["reasoning_effort"] = "none"
        } else if let effort = reasoning.effort {
            body["reasoning_effort"] = .string(effort)
        } else if let budget = reasoning.budgetTokens {
            // The API knows three steps only; these are where other translators draw the lines.
            body["reasoning_effort"] = budget < 4096 ? "low" : budget < 16_384 ? "medium" : "high"
            lose("reasoning.budgetTokens", "this API takes a level of effort, not a number of tokens")
        }
        if reasoning.summary != nil { lose("reasoning.summary", "this API has no such field") }
    }

    private func writeFormat(_ format: ResponseFormat, into body: inout JSONObject) {
        switch format {
        case .text: break
        case .json: body["response_format"] = ["type": "json_object"]
        case .schema(let schema):
            var form: JSONObject = ["name": .string(schema.name), "schema": schema.schema]
            if let summary = schema.summary { form["description"] = .string(summary) }
            if let isStrict = schema.isStrict { form["strict"] = .bool(isStrict) }
            body["response_format"] = ["type": "json_schema", "json_schema": .object(form)]
        }
    }
}
