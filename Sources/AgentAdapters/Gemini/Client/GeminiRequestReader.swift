internal import AgentPrimitives

/// Reads the body of `generateContent` as a client sends it.
struct GeminiRequestReader: Sendable {
    private var request: ModelRequest
    private var losses: [TranslationLoss] = []

    static func read(
        _ body: JSONValue, model: String, streams: Bool, defaultMaxOutputTokens: Int
    ) throws(ModelError) -> ClientRequest {
        var reader = GeminiRequestReader(
            request: ModelRequest(model: model, messages: [], maxOutputTokens: defaultMaxOutputTokens))
        do throws(JSONShapeError) {
            try reader.read(body)
        } catch {
            throw ModelError(.invalidRequest, error.description)
        }
        return ClientRequest(request: reader.request, streams: streams, losses: reader.losses)
    }

    private init(request: ModelRequest) {
        self.request = request
    }

    private mutating func read(_ body: JSONValue) throws(JSONShapeError) {
        var members = try GeminiMembers(JSONReader(body))
        _ = try members.take("model")
        guard let contents = try members.takeList("contents"), !contents.isEmpty else {
            throw JSONShapeError(
                path: JSONPointer.root.appending(key: "contents"), expected: "a list of contents", found: "none")
        }
        var conversation = GeminiConversationReader()
        for content in contents { try conversation.read(content) }
        request.messages = conversation.messages
        if let system = try members.take("systemInstruction") {
            request.systemParts = try GeminiConversationReader.systemParts(of: system)
        }
        let tools = try members.takeList("tools") ?? []
        if case let unknown = try read(tools: tools), !unknown.isEmpty { members.leave("tools", .array(unknown)) }
        if let config = try members.take("toolConfig") {
            let rest = try read(toolConfig: config)
            if !rest.isEmpty { members.leave("toolConfig", .object(rest)) }
        }
        if let config = try members.take("generationConfig") {
            var generation = GeminiGenerationReader(request)
            let rest = try generation.read(config)
            request = generation.request
            losses += generation.losses
            if !rest.isEmpty { members.leave("generationConfig", .object(rest)) }
        }
        // Also when nothing is left: it says that the client speaks this API.
        request.extras = ProviderFields(origin: GeminiDialect.origin, fields: members.rest)
    }

    /// Returns the tools that are not functions of the client.
    private mutating func read(tools: [JSONReader]) throws(JSONShapeError) -> [JSONValue] {
        var unknown: [JSONValue] = []
        for tool in tools {
            var members = try GeminiMembers(tool)
            for declaration in try members.takeList("functionDeclarations") ?? [] { try read(declaration) }
            if !members.rest.isEmpty { unknown.append(.object(members.rest)) }
        }
        return unknown
    }

    private mutating func read(_ declaration: JSONReader) throws(JSONShapeError) {
        var members = try GeminiMembers(declaration)
        guard let name = try members.take("name")?.string(), !name.isEmpty else {
            throw JSONShapeError(path: declaration.path.appending(key: "name"), expected: "a name", found: "none")
        }
        var schema = GeminiSchema.noParameters
        if let parameters = try members.take("parameters") {
            _ = try parameters.object()
            schema = GeminiSchema.jsonSchema(openAPI: parameters.value)
        }
        if let parameters = try members.take("parametersJsonSchema") { schema = parameters.value }
        request.tools.append(
            ToolDescriptor(
                name: name, summary: try members.take("description")?.string() ?? "", inputSchema: schema,
                effect: .external, idempotency: .unsafe))
        for key in members.rest.keys {
            let path = declaration.path.appending(key: key).description
            losses.append(TranslationLoss(path: path, reason: "a tool has a name, a description and parameters only"))
        }
    }

    /// Returns what has no counterpart.
    private mutating func read(toolConfig: JSONReader) throws(JSONShapeError) -> JSONObject {
        var members = try GeminiMembers(toolConfig)
        guard let place = try members.take("functionCallingConfig") else { return members.rest }
        var config = try GeminiMembers(place)
        let mode = try config.take("mode")
        let names = try config.take("allowedFunctionNames")
        let allowed = try Self.strings(names)
        switch try mode?.string().uppercased() {
        case nil, "MODE_UNSPECIFIED":
            break
        case "AUTO":
            // It is the default, and only worth keeping for Gemini.
            config.leave("mode", "AUTO")
            if let names { config.leave("allowedFunctionNames", names.value) }
        case "NONE":
            request.toolChoice = .none
        case "ANY" where allowed.count == 1:
            request.toolChoice = .tool(allowed[0])
        case "ANY":
            request.toolChoice = allowed.isEmpty ? .required : .allowed(allowed, isRequired: true)
        case "VALIDATED":
            if request.tools.isEmpty {
                config.leave("mode", "VALIDATED")
                if let names { config.leave("allowedFunctionNames", names.value) }
            } else if allowed.isEmpty {
                for tool in request.tools { request.toolOptions[tool.name] = ToolOptions(isStrict: true) }
            } else {
                request.toolChoice = .allowed(allowed, isRequired: false)
            }
        default:
            throw (mode ?? place).mismatch("AUTO, ANY, NONE or VALIDATED")
        }
        if !config.rest.isEmpty { members.leave("functionCallingConfig", .object(config.rest)) }
        return members.rest
    }

    static func strings(_ place: JSONReader?) throws(JSONShapeError) -> [String] {
        guard let place else { return [] }
        var strings: [String] = []
        for element in try place.elements() { strings.append(try element.string()) }
        return strings
    }
}
