internal import AgentPrimitives

/// Something that a request can ask, by an example that asks nothing else.
struct TranslationFeature: Sendable {
    let name: String
    /// The example for an API; state of a provider is that API's own.
    let request: @Sendable (UpstreamKind) -> ModelRequest

    private init(_ name: String, _ request: @escaping @Sendable (UpstreamKind) -> ModelRequest) {
        self.name = name
        self.request = request
    }

    private init(_ name: String, _ change: @escaping @Sendable (inout ModelRequest) -> Void) {
        self.init(name) { (_: UpstreamKind) in
            var request = Self.plain
            change(&request)
            return request
        }
    }

    static let all = conversation + tools + options

    private static let plain = ModelRequest(model: "m", messages: [.user("Hello")])

    // MARK: The conversation

    private static let conversation = [
        TranslationFeature("standing instructions") { $0.system = "Be brief." },
        TranslationFeature("a system message in mid-conversation") {
            $0.messages += [.assistant("Yes?"), .system("Now in French."), .user("Go on.")]
        },
        asked("a picture as data", Media(kind: .image, source: .base64("aGk="), mediaType: "image/png")),
        asked("a picture by its address", Media(kind: .image, source: .url("https://example.com/a.png"))),
        asked(
            "a PDF document", Media(kind: .document, source: .base64("aGk="), mediaType: "application/pdf", name: "a")),
        asked("a text document", Media(kind: .document, source: .text("Hi"), mediaType: "text/plain", name: "a")),
        asked("a recording", Media(kind: .audio, source: .base64("aGk="), mediaType: "audio/wav")),
        answered("reasoning with the provider's own signature") {
            [.reasoning(text: "Hm.", signature: ProviderState(origin: $0.rawValue, data: "c2ln")), .text("Yes.")]
        },
        answered("reasoning without a signature") { _ in [.reasoning(text: "Hm.", signature: nil), .text("Yes.")] },
        answered("hidden reasoning of the provider's own") {
            [.redactedReasoning(ProviderState(origin: $0.rawValue, data: "c2ln")), .text("Yes.")]
        },
        answered("reasoning with another provider's signature") { _ in
            [.reasoning(text: "Hm.", signature: ProviderState(origin: "another", data: "c2ln")), .text("Yes.")]
        },
        answered("an earlier refusal") { _ in [.refusal("No.")] },
        answered("the sources of an earlier answer") { _ in
            [.text("Yes."), .citation(Citation(url: "https://example.com", title: "A"))]
        },
        TranslationFeature("a cache point") {
            $0.messages = [Message(role: .user, content: [.text("Long."), .cachePoint(CacheHint())])]
        },
    ]

    private static func asked(_ name: String, _ media: Media) -> TranslationFeature {
        TranslationFeature(name) { $0.messages = [Message(role: .user, content: [.text("See."), .media(media)])] }
    }

    private static func answered(
        _ name: String, _ content: @escaping @Sendable (UpstreamKind) -> [ContentPart]
    ) -> TranslationFeature {
        TranslationFeature(name) { kind in
            var request = plain
            request.messages += [Message(role: .assistant, content: content(kind)), .user("Go on.")]
            return request
        }
    }

    // MARK: Tools

    private static let tool = ToolDescriptor(
        name: "calc", summary: "Calculates.", inputSchema: ["type": "object"], effect: .read, idempotency: .pure)

    private static let tools = [
        resulted("a call and its result", ToolResult(callID: "call_1", name: "calc", content: "1")),
        resulted(
            "the mark of a failed result", ToolResult(callID: "call_1", name: "calc", content: "1", isError: true)),
        resulted(
            "a picture in a result",
            ToolResult(
                callID: "call_1", name: "calc", content: "1",
                media: [Media(kind: .image, source: .base64("aGk="), mediaType: "image/png")])),
        choice("tool choice: none", .none), choice("tool choice: required", .required),
        choice("tool choice: one tool", .tool("calc")),
        choice("tool choice: some tools", .allowed(["calc"], isRequired: false)),
        offered("no parallel calls") { $0.allowsParallelToolCalls = false },
        offered("strict arguments") { $0.toolOptions["calc"] = ToolOptions(isStrict: true) },
        offered("a cache point on a tool") { $0.toolOptions["calc"] = ToolOptions(cacheHint: CacheHint()) },
    ]

    private static func offered(
        _ name: String, _ change: @escaping @Sendable (inout ModelRequest) -> Void
    ) -> TranslationFeature {
        TranslationFeature(name) { request in
            request.tools = [tool]
            change(&request)
        }
    }

    private static func choice(_ name: String, _ choice: ToolChoice) -> TranslationFeature {
        offered(name) { $0.toolChoice = choice }
    }

    private static func resulted(_ name: String, _ result: ToolResult) -> TranslationFeature {
        offered(name) { request in
            let call = ToolCall(id: "call_1", name: "calc", argumentsText: "{}")
            request.messages += [
                Message(role: .assistant, content: [.toolCall(call)]),
                Message(role: .tool, content: [.toolResult(result)]),
            ]
        }
    }

    // MARK: Options

    private static let options = [
        TranslationFeature("the answer as JSON") { $0.responseFormat = .json },
        TranslationFeature("the answer by a schema") {
            let schema: JSONValue = [
                "type": "object", "properties": ["a": ["type": "string"]], "required": ["a"],
                "additionalProperties": false,
            ]
            $0.responseFormat = .schema(ResponseFormat.Schema(name: "a", schema: schema, isStrict: true))
        },
        TranslationFeature("temperature") { $0.sampling.temperature = 0.5 },
        TranslationFeature("top p") { $0.sampling.topP = 0.5 },
        TranslationFeature("top k") { $0.sampling.topK = 5 },
        TranslationFeature("seed") { $0.sampling.seed = 7 },
        TranslationFeature("presence penalty") { $0.sampling.presencePenalty = 0.5 },
        TranslationFeature("frequency penalty") { $0.sampling.frequencyPenalty = 0.5 },
        TranslationFeature("stop sequences") { $0.sampling.stopSequences = ["END"] },
        TranslationFeature("reasoning by effort") { $0.reasoning = ReasoningOptions(effort: "low") },
        TranslationFeature("reasoning by tokens") { $0.reasoning = ReasoningOptions(budgetTokens: 2048) },
        TranslationFeature("no reasoning") { $0.reasoning = ReasoningOptions(mode: .disabled) },
        TranslationFeature("a summary of the reasoning") { $0.reasoning = ReasoningOptions(summary: "auto") },
        TranslationFeature("caching where the provider sees fit") { $0.cacheHint = CacheHint() },
        TranslationFeature("the user's name for abuse control") { $0.user = "u" },
        TranslationFeature("labels") { $0.metadata = ["a": "b"] },
    ]
}
