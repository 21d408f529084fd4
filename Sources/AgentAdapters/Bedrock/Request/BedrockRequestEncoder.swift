internal import AgentPrimitives

/// Writes a request as the body of `Converse` and `ConverseStream`.
struct BedrockRequestEncoder: Sendable {
    /// A body, and what of the request is not in it.
    struct Encoded: Sendable {
        var body: JSONValue
        var losses: [TranslationLoss]
    }

    let model: BedrockModel
    let names: ToolNameMap
    let callIDs: BedrockCallIDs
    /// The request's fields of this API; empty when it came from another one.
    let extras: JSONObject
    /// Whether the request came from a client of this API, so that its schemas are as they should be.
    let isOwn: Bool
    var losses: [TranslationLoss] = []
    /// The cache points that may still be set.
    var freeCachePoints = 4
    /// What leads the conversation, then the messages so far; the last one may still grow.
    var turns = [BedrockTurn(role: .system)]
    /// Names of documents so far; the API wants them different.
    var documentNames: Set<String> = []

    /// - Throws: `invalidRequest` for a request without a message that could be sent.
    static func encode(_ request: ModelRequest) throws(ModelError) -> Encoded {
        var encoder = BedrockRequestEncoder(request)
        let body = try encoder.body(of: request)
        return Encoded(body: body, losses: encoder.losses)
    }

    private init(_ request: ModelRequest) {
        model = BedrockModel(request.model)
        names = ToolNameMap(request)
        callIDs = BedrockCallIDs(request.messages)
        isOwn = request.extras?.origin == ProviderState.bedrockOrigin
        extras = isOwn ? request.extras?.fields ?? JSONObject() : JSONObject()
    }

    private mutating func body(of request: ModelRequest) throws(ModelError) -> JSONValue {
        // Cache points are counted in the order in which the provider reads: tools, system, messages.
        let tools = toolConfig(of: request)
        encodeMessages(of: request)
        encodeCacheHint(of: request)
        let messages = turns.dropFirst().filter { !$0.isEmpty }
        guard !messages.isEmpty else {
            throw ModelError(.invalidRequest, "messages: expected at least one message with content, found none")
        }
        var body = JSONObject()
        if !turns[0].isEmpty { body["system"] = turns[0].content }
        body["messages"] = .array(messages.map(\.json))
        body["toolConfig"] = tools
        var further = JSONObject()
        encodeReasoning(of: request, into: &further)
        body["inferenceConfig"] = inferenceConfig(of: request, &further)
        if !further.isEmpty { body[Self.modelFields] = .object(further) }
        encodeResponseFormat(of: request, into: &body)
        encodeLabels(of: request, into: &body)
        addExtras(of: request, to: &body)
        return .object(body)
    }

    mutating func lose(_ path: String, _ reason: String) {
        losses.append(TranslationLoss(path: path, reason: reason))
    }

    /// The turn of that role, begun if another one is at hand; empty turns never come about.
    mutating func add(_ block: JSONObject, to role: BedrockTurn.Role) {
        open(role)
        turns[turns.count - 1].add(block)
    }

    mutating func open(_ role: BedrockTurn.Role) {
        if turns[turns.count - 1].role != role { turns.append(BedrockTurn(role: role)) }
    }

    static let modelFields = "additionalModelRequestFields"
    static let inferenceField = "inferenceConfig"
    static let toolsField = "toolConfig"
}

extension BedrockRequestEncoder {
    private mutating func encodeLabels(of request: ModelRequest, into body: inout JSONObject) {
        if request.user != nil { lose("user", "this API does not take who asks") }
        guard !request.metadata.isEmpty else { return }
        body["requestMetadata"] = .object(
            JSONObject(request.metadata.sorted { $0.key < $1.key }.map { (key: $0.key, value: .string($0.value)) }))
    }

    /// Adds the client's own fields where they say something new; fields of another API are lost.
    private mutating func addExtras(of request: ModelRequest, to body: inout JSONObject) {
        guard isOwn else {
            for key in request.extras?.fields.keys ?? [] {
                lose("extras.\(key)", "a field of \(request.extras?.origin ?? "") has no place in another API")
            }
            return
        }
        for (key, value) in extras.members {
            if case .object(var further) = value, key == Self.toolsField {
                further["tools"] = nil
                // Without tools there is nothing to choose from.
                guard let config = body[key] else { continue }
                body[key] = Self.merge(.object(further), into: config)
            } else if case .object(let object) = value, key == Self.inferenceField || key == Self.modelFields {
                // A null says that the client left it out.
                let said = JSONObject(object.members.filter { !$0.value.isNull })
                if body[key] != nil || !said.isEmpty { body[key] = Self.merge(.object(said), into: body[key] ?? [:]) }
            } else if !value.isNull {
                body[key] = Self.merge(value, into: body[key])
            }
        }
    }

    /// Objects are joined, what is known counts.
    private static func merge(_ further: JSONValue, into known: JSONValue?) -> JSONValue {
        guard let known else { return further }
        guard case .object(var object) = known, case .object(let more) = further else { return known }
        for (key, value) in more.members { object[key] = merge(value, into: object[key]) }
        return .object(object)
    }
}
