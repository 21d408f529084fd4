internal import AgentPrimitives

/// Writes a request as the body of `POST /messages`.
struct AnthropicRequestEncoder: Sendable {
    /// A body, the beta features that it uses, and what of the request is not in it.
    struct Encoded: Sendable {
        var body: JSONValue
        var betas: [String]
        var losses: [TranslationLoss]
    }

    let options: AnthropicOptions
    let names: ToolNameMap
    let callIDs: AnthropicCallIDs
    /// The request's fields of this API; empty when it came from another one.
    let extras: JSONObject
    var losses: [TranslationLoss] = []
    /// The cache breakpoints that may still be set.
    var freeBreakpoints: Int
    /// What leads the conversation, then the messages so far; the last one may still grow.
    var turns = [AnthropicTurn(role: .system)]
    private var betas: [String] = []

    private static let maxBreakpoints = 4

    /// - Throws: `invalidRequest` for a request without a message that could be sent.
    static func encode(
        _ request: ModelRequest, options: AnthropicOptions, streams: Bool
    ) throws(ModelError) -> Encoded {
        var encoder = AnthropicRequestEncoder(request, options: options)
        let body = try encoder.body(of: request, streams: streams)
        return Encoded(body: body, betas: encoder.betas, losses: encoder.losses)
    }

    private init(_ request: ModelRequest, options: AnthropicOptions) {
        self.options = options
        names = ToolNameMap(request)
        callIDs = AnthropicCallIDs(request.messages)
        let fields = request.extras.flatMap { $0.origin == ProviderState.anthropicOrigin ? $0.fields : nil }
        extras = fields ?? JSONObject()
        // Automatic caching sets one by itself.
        freeBreakpoints = Self.maxBreakpoints - (request.cacheHint == nil ? 0 : 1)
    }

    private mutating func body(of request: ModelRequest, streams: Bool) throws(ModelError) -> JSONValue {
        // Breakpoints are counted in the order in which the provider reads: tools, system, messages.
        let tools = tools(of: request)
        let toolChoice = toolChoice(of: request, hasTools: !tools.isEmpty)
        encodeMessages(of: request)
        let messages = turns.dropFirst().filter { !$0.isEmpty }
        guard !messages.isEmpty else {
            throw ModelError(.invalidRequest, "messages: expected at least one message with content, found none")
        }
        var body: JSONObject = ["model": .string(request.model)]
        body["max_tokens"] = .int(request.maxOutputTokens)
        if !turns[0].isEmpty { body["system"] = turns[0].content }
        body["messages"] = .array(messages.map(\.json))
        if !tools.isEmpty { body["tools"] = .array(tools) }
        body["tool_choice"] = toolChoice
        if streams { body["stream"] = true }
        encodeSampling(of: request, into: &body)
        encodeReasoning(of: request, into: &body)
        encodeResponseFormat(of: request, into: &body)
        encodeLabels(of: request, into: &body)
        if let hint = request.cacheHint { body["cache_control"] = cacheControl(hint, at: "cacheHint") }
        addExtras(of: request, to: &body)
        return .object(body)
    }

    mutating func lose(_ path: String, _ reason: String) {
        losses.append(TranslationLoss(path: path, reason: reason))
    }

    mutating func use(beta: String) {
        if !betas.contains(beta) { betas.append(beta) }
    }
}

extension AnthropicRequestEncoder {
    /// Who asks, and the labels that this API has no place for.
    private mutating func encodeLabels(of request: ModelRequest, into body: inout JSONObject) {
        if let user = request.user { body["metadata"] = ["user_id": .string(user)] }
        for key in request.metadata.keys.sorted() {
            lose("metadata.\(key)", "this API keeps no labels besides the user's id")
        }
    }

    /// Adds the client's own fields where they say something new; fields of another API are lost.
    private mutating func addExtras(of request: ModelRequest, to body: inout JSONObject) {
        guard let fields = request.extras else { return }
        guard fields.origin == ProviderState.anthropicOrigin else {
            for key in fields.fields.keys {
                lose("extras.\(key)", "a field of \(fields.origin) has no place in another API")
            }
            return
        }
        for (key, value) in fields.fields.members where key != Self.toolsField && !value.isNull {
            guard let known = body[key] else {
                body[key] = value
                continue
            }
            guard case .object(var object) = known, case .object(let further) = value else { continue }
            for (name, member) in further.members where object[name] == nil { object[name] = member }
            body[key] = .object(object)
        }
    }

    static let toolsField = "tools"
    static let thinkingField = "thinking"
}
