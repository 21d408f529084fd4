internal import AgentPrimitives

/// Writes a request as the body of `POST /responses` (OpenAI Responses).
struct ResponsesRequestEncoder: Sendable {
    private let options: OpenAIResponsesOptions
    /// How tools are called on the wire; `nil` leaves their names as they are.
    private let names: ToolNameMap?
    private(set) var losses: [TranslationLoss] = []

    init(options: OpenAIResponsesOptions, names: ToolNameMap?) {
        self.options = options
        self.names = names
    }

    /// The whole body.
    mutating func body(of request: ModelRequest, streams: Bool) -> JSONValue {
        var body: JSONObject = ["model": .string(request.model)]
        let extras = extras(of: request)
        if let instructions = instructions(of: request) { body["instructions"] = .string(instructions) }
        var input = ResponsesInputEncoder(names: names)
        body["input"] = .array(input.items(of: request.messages))
        losses += input.losses
        settings(of: request, extras: extras, into: &body)
        let stores = extras["store"]?.boolValue ?? false
        body["store"] = .bool(stores)
        include(request, extras: extras, stores: stores, into: &body)
        body["stream"] = .bool(streams)
        return .object(body)
    }

    /// What a request asks beyond its text, as a response repeats it.
    mutating func settings(of request: ModelRequest) -> JSONObject {
        var body: JSONObject = [:]
        if let instructions = instructions(of: request) { body["instructions"] = .string(instructions) }
        settings(of: request, extras: extras(of: request), into: &body)
        return body
    }

    private mutating func settings(
        of request: ModelRequest, extras: JSONObject, into body: inout JSONObject
    ) {
        tools(of: request, extras: extras, into: &body)
        if let parallel = request.allowsParallelToolCalls { body["parallel_tool_calls"] = .bool(parallel) }
        if let format = textFormat(request.responseFormat) { body["text"] = ["format": format] }
        if let reasoning = reasoning(request.reasoning) { body["reasoning"] = reasoning }
        if !ResponsesMarkers.isMarked("max_output_tokens", in: extras) {
            body["max_output_tokens"] = .int(request.maxOutputTokens)
        }
        sampling(request.sampling, into: &body)
        cache(request, into: &body)
        if let user = request.user {
            body[ResponsesMarkers.isMarked("user", in: extras) ? "safety_identifier" : "user"] = .string(user)
        }
        if !request.metadata.isEmpty {
            let labels = request.metadata.sorted { $0.key < $1.key }
            body["metadata"] = .object(JSONObject(labels.map { (key: $0.key, value: .string($0.value)) }))
        }
        for (key, value) in extras.members where !ResponsesMarkers.isPlaced(key) {
            body[key] = Self.merged(body[key], with: value)
        }
    }

    /// The fields of a client of this API; those of another API are lost.
    private mutating func extras(of request: ModelRequest) -> JSONObject {
        guard let extras = request.extras else { return [:] }
        guard extras.origin != ResponsesState.origin else { return extras.fields }
        for key in extras.fields.keys { lose("extras.\(key)", "a field of the API '\(extras.origin)' only") }
        return [:]
    }

    /// A field of which a client asked more than the canonical form holds, such as `text` with a verbosity.
    private static func merged(_ written: JSONValue?, with extra: JSONValue) -> JSONValue {
        guard case .object(var object)? = written, case .object(let more) = extra else { return extra }
        for (key, value) in more.members where object[key] == nil { object[key] = value }
        return .object(object)
    }

    mutating func lose(_ path: String, _ reason: String) {
        losses.append(TranslationLoss(path: path, reason: reason))
    }

    func wireName(_ name: String) -> String { names?.wireName(of: name) ?? name }

    /// Whether a client of this API wrote the request, so that what it left out stays left out.
    static func isNative(_ request: ModelRequest) -> Bool { request.extras?.origin == ResponsesState.origin }

    private func include(
        _ request: ModelRequest, extras: JSONObject, stores: Bool, into body: inout JSONObject
    ) {
        var include = extras["include"]?.arrayValue ?? []
        let encrypted: JSONValue = "reasoning.encrypted_content"
        if !stores, !include.contains(encrypted), options.asksForEncryptedReasoning(in: request) {
            include.append(encrypted)
        }
        if !include.isEmpty { body["include"] = .array(include) }
    }
}
