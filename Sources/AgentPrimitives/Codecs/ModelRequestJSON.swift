extension ModelRequest: JSONRepresentable {
    /// An object with the members max_output_tokens, messages, model, system and tools, and whatever else is set.
    ///
    /// `system` is a text where it is plain text in one part or none, else a list of parts.
    public var json: JSONValue {
        var object = optionalMembers
        object["max_output_tokens"] = .int(maxOutputTokens)
        object["messages"] = .array(messages.map(\.json))
        object["model"] = .string(model)
        object["system"] = systemJSON
        object["tools"] = .array(tools.map(\.json))
        return .object(object)
    }

    /// Reads the form that ``json`` gives.
    public init(json: JSONReader) throws(JSONShapeError) {
        let model = try json.member("model").string()
        let system = try json.member("system")
        self.init(
            model: model, system: system.value.stringValue ?? "",
            messages: try json.member("messages").list(of: Message.self),
            tools: try json.member("tools").list(of: ToolDescriptor.self),
            maxOutputTokens: try json.member("max_output_tokens").int())
        if system.value.stringValue == nil { systemParts = try system.list(of: ContentPart.self) }
        sampling = try SamplingOptions(json: json)
        if let options = try json.optional("tool_options") {
            for (name, _) in try options.object() {
                toolOptions[name] = try ToolOptions(json: options.member(name))
            }
        }
        toolChoice = try json.optional("tool_choice", ToolChoice.self) ?? .auto
        allowsParallelToolCalls = try json.optional("parallel_tool_calls")?.bool()
        responseFormat = try json.optional("response_format", ResponseFormat.self) ?? .text
        reasoning = try json.optional("reasoning", ReasoningOptions.self)
        cacheHint = try json.optional("cache", CacheHint.self)
        user = try json.optional("user")?.string()
        if let labels = try json.optional("metadata") {
            for (name, _) in try labels.object() { metadata[name] = try labels.member(name).string() }
        }
        extras = try json.optional("extras", ProviderFields.self)
    }

    /// The standing instructions as they are recorded.
    var systemJSON: JSONValue {
        switch systemParts.count {
        case 0: return ""
        case 1: if case .text(let text) = systemParts[0], !text.isEmpty { return .string(text) }
        default: break
        }
        return .array(systemParts.map(\.json))
    }

    /// The members that most requests do not have.
    var optionalMembers: JSONObject {
        var object = sampling.members
        if !toolOptions.isEmpty { object["tool_options"] = .object(JSONObject(sorting: toolOptions.mapValues(\.json))) }
        if toolChoice != .auto { object["tool_choice"] = toolChoice.json }
        if let allowsParallelToolCalls { object["parallel_tool_calls"] = .bool(allowsParallelToolCalls) }
        if responseFormat != .text { object["response_format"] = responseFormat.json }
        if let reasoning { object["reasoning"] = reasoning.json }
        if let cacheHint { object["cache"] = cacheHint.json }
        if let user { object["user"] = .string(user) }
        if !metadata.isEmpty { object["metadata"] = .object(JSONObject(sorting: metadata.mapValues(JSONValue.string))) }
        if let extras { object["extras"] = extras.json }
        return object
    }
}

extension JSONObject {
    /// The members of a dictionary in the order of their names, so that equal dictionaries give equal objects.
    fileprivate init(sorting members: [String: JSONValue]) {
        self.init()
        for (name, value) in members.sorted(by: { $0.key < $1.key }) { self[name] = value }
    }
}

extension SamplingOptions {
    /// The members of a request that say how to sample; numbers that JSON has no form for are left out.
    fileprivate var members: JSONObject {
        var object = JSONObject()
        let numbers = [
            ("temperature", temperature), ("top_p", topP), ("presence_penalty", presencePenalty),
            ("frequency_penalty", frequencyPenalty),
        ]
        for (name, value) in numbers {
            if let number = value.flatMap({ JSONNumber($0) }) { object[name] = .number(number) }
        }
        if let topK { object["top_k"] = .int(topK) }
        if let seed { object["seed"] = .int(seed) }
        if !stopSequences.isEmpty { object["stop"] = .array(stopSequences.map(JSONValue.string)) }
        return object
    }

    fileprivate init(json: JSONReader) throws(JSONShapeError) {
        self.init()
        temperature = try json.optional("temperature")?.double()
        topP = try json.optional("top_p")?.double()
        presencePenalty = try json.optional("presence_penalty")?.double()
        frequencyPenalty = try json.optional("frequency_penalty")?.double()
        topK = try json.optional("top_k")?.int()
        seed = try json.optional("seed")?.int()
        stopSequences = try json.optional("stop")?.strings() ?? []
    }
}

extension ToolOptions: JSONRepresentable {
    /// An object with the members cache and strict where they are set.
    public var json: JSONValue {
        var object = JSONObject()
        if let cacheHint { object["cache"] = cacheHint.json }
        if let isStrict { object["strict"] = .bool(isStrict) }
        return .object(object)
    }

    /// Reads the form that ``json`` gives.
    public init(json: JSONReader) throws(JSONShapeError) {
        self.init(
            cacheHint: try json.optional("cache", CacheHint.self), isStrict: try json.optional("strict")?.bool())
    }
}

extension ToolChoice: JSONRepresentable {
    /// `auto`, `none` or `required`, or an object that names tools.
    public var json: JSONValue {
        switch self {
        case .auto: "auto"
        case .none: "none"
        case .required: "required"
        case .tool(let name): ["tool": .string(name)]
        case .allowed(let names, let isRequired):
            ["allowed": .array(names.map(JSONValue.string)), "required": .bool(isRequired)]
        }
    }

    /// Reads the form that ``json`` gives.
    public init(json: JSONReader) throws(JSONShapeError) {
        switch json.value.stringValue {
        case "auto": self = .auto
        case "none": self = .none
        case "required": self = .required
        case .some: throw json.mismatch("auto, none or required")
        case nil:
            if let name = try json.optional("tool") {
                self = .tool(try name.string())
            } else {
                self = .allowed(
                    try json.member("allowed").strings(), isRequired: try json.member("required").bool())
            }
        }
    }
}

extension ResponseFormat: JSONRepresentable {
    /// `text` or `json`, or an object with the members name, schema, strict and summary.
    public var json: JSONValue {
        switch self {
        case .text: return "text"
        case .json: return "json"
        case .schema(let schema):
            var object: JSONObject = ["name": .string(schema.name), "schema": schema.schema]
            if let isStrict = schema.isStrict { object["strict"] = .bool(isStrict) }
            if let summary = schema.summary { object["summary"] = .string(summary) }
            return .object(object)
        }
    }

    /// Reads the form that `json` gives.
    public init(json: JSONReader) throws(JSONShapeError) {
        switch json.value.stringValue {
        case "text": self = .text
        case "json": self = .json
        case .some: throw json.mismatch("text or json")
        case nil:
            self = .schema(
                Schema(
                    name: try json.member("name").string(), summary: try json.optional("summary")?.string(),
                    schema: try json.member("schema").value, isStrict: try json.optional("strict")?.bool()))
        }
    }
}

extension ReasoningOptions: JSONRepresentable {
    /// An object with the member mode, and budget_tokens, effort and summary where they are set.
    public var json: JSONValue {
        var object: JSONObject = ["mode": .string(mode.rawValue)]
        if let budgetTokens { object["budget_tokens"] = .int(budgetTokens) }
        if let effort { object["effort"] = .string(effort) }
        if let summary { object["summary"] = .string(summary) }
        return .object(object)
    }

    /// Reads the form that ``json`` gives.
    public init(json: JSONReader) throws(JSONShapeError) {
        self.init(
            mode: try json.member("mode").choice(Mode.self), effort: try json.optional("effort")?.string(),
            budgetTokens: try json.optional("budget_tokens")?.int(), summary: try json.optional("summary")?.string())
    }
}

extension ProviderFields: JSONRepresentable {
    /// `{"fields":{…},"origin":TEXT}`.
    public var json: JSONValue { ["fields": .object(fields), "origin": .string(origin)] }

    /// Reads the form that ``json`` gives.
    public init(json: JSONReader) throws(JSONShapeError) {
        self.init(origin: try json.member("origin").string(), fields: try json.member("fields").object())
    }
}
