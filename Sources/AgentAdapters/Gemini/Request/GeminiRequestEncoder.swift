internal import AgentPrimitives

/// Writes a request as the body of `generateContent`.
struct GeminiRequestEncoder: Sendable {
    /// A body, and what of the request is not in it.
    struct Encoded: Sendable {
        var body: JSONValue
        var losses: [TranslationLoss]
    }

    let model: GeminiModel
    let names: GeminiToolNames
    /// Whether ids that were made here are sent too, because name and order do not suffice.
    let sendsMintedIDs: Bool
    /// The names of the tools that earlier calls asked for, by the calls' ids.
    let callNames: [String: String]
    /// Whether the request came from a client of this API, which knows what its model takes.
    let isOwnClient: Bool
    var losses: [TranslationLoss] = []

    static func encode(_ request: ModelRequest) -> Encoded {
        var encoder = GeminiRequestEncoder(request)
        let body = encoder.body(of: request)
        return Encoded(body: .object(body), losses: encoder.losses)
    }

    private init(_ request: ModelRequest) {
        model = GeminiModel(request.model)
        isOwnClient = request.extras?.origin == GeminiDialect.origin
        names = GeminiToolNames(request)
        sendsMintedIDs = !GeminiCallIDs.canMatchByOrder(request.messages)
        callNames = Dictionary(
            request.messages.flatMap(\.toolCalls).map { ($0.id, $0.name) }, uniquingKeysWith: { $1 })
    }

    private mutating func body(of request: ModelRequest) -> JSONObject {
        var body = JSONObject()
        // System messages ahead of the conversation are what the system instruction is for.
        var leading = request.messages.prefix { $0.role == .system }
        // Gemini wants a conversation.
        if leading.count == request.messages.count { leading = [] }
        body["contents"] = .array(contents(of: request.messages, after: leading.count))
        var system = systemInstruction(of: request.systemParts, at: "systemParts")
        for (index, message) in leading.enumerated() {
            system += systemInstruction(of: message.content, at: "messages[\(index)].content")
        }
        if !system.isEmpty { body["systemInstruction"] = ["parts": .array(system)] }
        if !request.tools.isEmpty {
            body["tools"] = [["functionDeclarations": .array(request.tools.map { declaration(of: $0) })]]
        }
        if let choice = functionCallingConfig(of: request) { body["toolConfig"] = ["functionCallingConfig": choice] }
        let generation = generationConfig(of: request)
        if !generation.isEmpty { body["generationConfig"] = .object(generation) }
        add(request.extras, to: &body)
        reportUnplaced(in: request)
        return body
    }

    private mutating func systemInstruction(of parts: [ContentPart], at path: String) -> [JSONValue] {
        parts.enumerated().compactMap { index, part in
            if case .text(let text) = part { return ["text": .string(text)] }
            if case .opaque(let state) = part, case .part(let part) = GeminiState(state) { return .object(part) }
            lose("\(path)[\(index)]", "the system instruction of Gemini is text only")
            return nil
        }
    }

    private mutating func add(_ extras: ProviderFields?, to body: inout JSONObject) {
        guard let extras else { return }
        guard extras.origin == GeminiDialect.origin else {
            for key in extras.fields.keys { lose("extras.\(key)", "a field of the API \(extras.origin) only") }
            return
        }
        GeminiMerging.merge(extras.fields, into: &body)
    }

    private mutating func reportUnplaced(in request: ModelRequest) {
        if request.allowsParallelToolCalls == false {
            lose("allowsParallelToolCalls", "Gemini cannot be kept from asking for several calls")
        }
        if request.cacheHint != nil { lose("cacheHint", "Gemini caches by itself, or what was uploaded before") }
        if request.user != nil { lose("user", "Gemini has no field for the asking person") }
        if !request.metadata.isEmpty { lose("metadata", "Gemini has no field for labels") }
        for (name, options) in request.toolOptions.sorted(by: { $0.key < $1.key }) where options.cacheHint != nil {
            lose("toolOptions[\(name)].cacheHint", "Gemini has no cache points")
        }
    }

    mutating func lose(_ path: String, _ reason: String) {
        losses.append(TranslationLoss(path: path, reason: reason))
    }
}
