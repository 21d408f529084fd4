internal import AgentPrimitives

extension ResponsesRequestEncoder {
    /// The standing instructions as one text; `nil` for none.
    mutating func instructions(of request: ModelRequest) -> String? {
        for (position, part) in request.systemParts.enumerated() {
            switch part {
            case .text: break
            case .cachePoint: lose("systemParts[\(position)]", Self.cachesByItself)
            default: lose("systemParts[\(position)]", "instructions are a text")
            }
        }
        return request.system.isEmpty ? nil : request.system
    }

    /// The member `text.format`; `nil` for plain text, which is the default.
    func textFormat(_ format: ResponseFormat) -> JSONValue? {
        switch format {
        case .text: return nil
        case .json: return ["type": "json_object"]
        case .schema(let schema):
            var json: JSONObject = ["type": "json_schema", "name": .string(schema.name)]
            if let summary = schema.summary { json["description"] = .string(summary) }
            json["schema"] = schema.schema
            if let isStrict = schema.isStrict { json["strict"] = .bool(isStrict) }
            return .object(json)
        }
    }

    /// The member `reasoning`; `nil` when nothing is asked.
    mutating func reasoning(_ options: ReasoningOptions?) -> JSONValue? {
        guard let options else { return nil }
        var json: JSONObject = [:]
        if options.mode == .disabled {
            json["effort"] = "none"
        } else if let effort = options.effort {
            json["effort"] = .string(effort)
        } else if let budget = options.budgetTokens {
            json["effort"] = .string(Self.effort(ofBudget: budget))
        }
        if options.budgetTokens != nil {
            let effort = json["effort"]?.stringValue ?? ""
            lose("reasoning.budgetTokens", "this API knows efforts only; '\(effort)' is sent")
        }
        if let summary = options.summary { json["summary"] = .string(summary) }
        return json.isEmpty ? nil : .object(json)
    }

    /// What a budget comes to by common measure.
    private static func effort(ofBudget tokens: Int) -> String {
        switch tokens {
        case ..<4096: "low"
        case ..<16384: "medium"
        default: "high"
        }
    }

    mutating func sampling(_ sampling: SamplingOptions, into body: inout JSONObject) {
        number(sampling.temperature, as: "temperature", into: &body)
        number(sampling.topP, as: "top_p", into: &body)
        let unplaced = [
            ("topK", sampling.topK != nil), ("seed", sampling.seed != nil),
            ("presencePenalty", sampling.presencePenalty != nil),
            ("frequencyPenalty", sampling.frequencyPenalty != nil),
            ("stopSequences", !sampling.stopSequences.isEmpty),
        ]
        for (name, isAsked) in unplaced where isAsked { lose("sampling.\(name)", "this API has no such setting") }
    }

    private mutating func number(_ value: Double?, as field: String, into body: inout JSONObject) {
        guard let value else { return }
        if let number = JSONNumber(value) {
            body[field] = .number(number)
        } else {
            lose("sampling.\(field == "top_p" ? "topP" : field)", "JSON has no number for \(value)")
        }
    }

    mutating func cache(_ request: ModelRequest, into body: inout JSONObject) {
        switch request.cacheHint?.lifetime {
        case nil: break
        case .some(let lifetime) where Self.cacheLifetimes.contains(lifetime):
            body["prompt_cache_retention"] = .string(lifetime)
        case .some(let lifetime):
            lose("cacheHint.lifetime", "this API keeps prompts for 'in_memory' or '24h', not for '\(lifetime)'")
        }
    }

    static let cachesByItself = "this API caches prompts by itself and takes no cache points"
    static let cacheLifetimes: Set<String> = ["24h", "in_memory", "in-memory"]
}
