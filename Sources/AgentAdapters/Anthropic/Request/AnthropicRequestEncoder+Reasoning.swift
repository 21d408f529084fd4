internal import AgentPrimitives

extension AnthropicRequestEncoder {
    /// The smallest budget that the API takes.
    private static let smallestBudget = 1024
    private static let efforts: Set<String> = ["low", "medium", "high", "xhigh", "max"]

    /// Whether the model will think, which rules out some other wishes.
    func thinks(_ request: ModelRequest) -> Bool { thinking(of: request).map { $0["type"] != "disabled" } ?? false }

    mutating func encodeReasoning(of request: ModelRequest, into body: inout JSONObject) {
        guard let reasoning = request.reasoning else { return }
        if var thinking = thinking(of: request) {
            if let summary = reasoning.summary, thinking["type"] != "disabled" {
                if summary == "summarized" || summary == "omitted" {
                    thinking["display"] = .string(summary)
                } else {
                    lose("reasoning.summary", "this API shows thinking summarized or omitted, not '\(summary)'")
                }
            }
            body[Self.thinkingField] = .object(thinking)
        } else if reasoning.mode != .disabled, !saysNothingOfThinking {
            lose("reasoning", "an answer of \(request.maxOutputTokens) tokens leaves no room for thinking")
        }
        guard let effort = reasoning.effort, effort != "none" else { return }
        if Self.efforts.contains(effort) {
            if options.thinksAdaptively || reasoning.budgetTokens != nil || saysNothingOfThinking {
                body["output_config"] = ["effort": .string(effort)]
            }
        } else if effort == "minimal" {
            lose("reasoning.effort", "the least effort is 'low', which is sent instead of 'minimal'")
            if options.thinksAdaptively { body["output_config"] = ["effort": "low"] }
        } else {
            lose("reasoning.effort", "this API knows no effort '\(effort)'")
        }
    }

    /// A client that spoke of effort alone, which leaves thinking as it is by default.
    private var saysNothingOfThinking: Bool { extras[Self.thinkingField]?.isNull ?? false }

    private func thinking(of request: ModelRequest) -> JSONObject? {
        guard let reasoning = request.reasoning, !saysNothingOfThinking else { return nil }
        if reasoning.mode == .disabled || reasoning.effort == "none" { return ["type": "disabled"] }
        if reasoning.mode == .enabled, let budget = reasoning.budgetTokens {
            return ["type": "enabled", "budget_tokens": .int(budget)]
        }
        if reasoning.mode == .adaptive || options.thinksAdaptively { return ["type": "adaptive"] }
        let budget = min(Self.budget(for: reasoning.effort), request.maxOutputTokens - 1)
        return budget < Self.smallestBudget ? nil : ["type": "enabled", "budget_tokens": .int(budget)]
    }

    private static func budget(for effort: String?) -> Int {
        switch effort {
        case "minimal", "low": 2048
        case "high": 16_384
        case "xhigh", "max": 32_768
        default: 8192
        }
    }
}

extension AnthropicRequestEncoder {
    mutating func encodeResponseFormat(of request: ModelRequest, into body: inout JSONObject) {
        switch request.responseFormat {
        case .text:
            return
        case .json:
            lose("responseFormat", "this API takes a schema only, not any JSON object; ask for JSON in words")
        case .schema(let format):
            var subset = AnthropicSchemaSubset()
            var schema = subset.adapt(format.schema, at: "responseFormat.schema")
            losses += subset.losses
            if let summary = format.summary, case .object(var object) = schema {
                AnthropicSchemaSubset.describe(&object, summary)
                schema = .object(object)
            }
            if format.name != Self.defaultFormatName {
                lose("responseFormat.name", "a schema has no name here")
            }
            if format.isStrict == false { lose("responseFormat.isStrict", "this API always keeps to the schema") }
            var config = body["output_config"]?.objectValue ?? JSONObject()
            config["format"] = ["type": "json_schema", "schema": schema]
            body["output_config"] = .object(config)
        }
    }

    /// What a format is called that came from this API, which has no names.
    static let defaultFormatName = "response"
}
