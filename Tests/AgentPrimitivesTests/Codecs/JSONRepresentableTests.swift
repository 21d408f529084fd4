import AgentPrimitives
import Testing

@Suite("JSON forms")
struct JSONRepresentableTests {
    private func roundTrip<Value: JSONRepresentable & Equatable>(_ value: Value) throws {
        let bytes = try CanonicalJSON.encode(value.json, numbers: .exact)
        #expect(try Value(json: JSONValue(parsing: bytes)) == value)
    }

    @Test("messages of every part round trip")
    func messages() throws {
        try roundTrip(
            Message(
                role: .assistant,
                content: [
                    .text("a"), .reasoning(text: "r", signature: nil), .reasoning(text: "r", signature: "s"),
                    .toolCall(ToolCall(id: "1", name: "calc", argumentsText: #"{"n":9007199254740993}"#)),
                ]))
        try roundTrip(
            Message(
                role: .tool, content: [.toolResult(ToolResult(callID: "1", name: "calc", content: "2", isError: true))])
        )
    }

    @Test("model events of every kind round trip")
    func modelEvents() throws {
        let events: [ModelEvent] = [
            .started(id: "i", model: "m"), .blockStarted(index: 0, kind: .text),
            .blockStarted(index: 1, kind: .reasoning), .blockStarted(index: 2, kind: .toolCall(id: "c", name: "n")),
            .blockDelta(index: 0, text: "x"), .blockSignature(index: 1, signature: "s"), .blockStopped(index: 0),
            .usage(Usage(inputTokens: 1, outputTokens: 2, cachedInputTokens: 3, reasoningTokens: 4)),
            .stop(.endOfTurn), .stop(.stopSequence("END")), .stop(.outputLimit), .stop(.contextFull), .stop(.toolUse),
            .stop(.contentFilter), .stop(.paused), .stop(.other("weird")), .stop(.malformedToolCall),
            .blockStarted(index: 3, kind: .refusal), .blockStarted(index: 4, kind: .opaque(Self.state)),
            .blockStarted(index: 5, kind: .redactedReasoning(Self.state)),
            .blockStarted(index: 6, kind: .media(Self.picture)), .blockSignature(index: 1, signature: Self.state),
            .blockCitation(index: 0, citation: Citation(url: "u", title: "t", quote: "q", state: Self.state)),
            .usage(Usage(inputTokens: 5, cacheWriteTokens: 2)),
        ]
        for event in events { try roundTrip(event) }
    }

    private static let state = ProviderState(origin: "anthropic", data: "xyz")
    private static let picture = Media(
        kind: .image, source: .base64("aGk="), mediaType: "image/png", name: "a.png", detail: "low")
    private static let rareParts: [ContentPart] = [
        .redactedReasoning(state), .refusal("no"), .media(picture), .cachePoint(CacheHint(lifetime: "1h")),
        .media(Media(kind: .document, source: .file(state))), .media(Media(kind: .image, source: .url("https://a/b"))),
        .media(Media(kind: .document, source: .text("words"), mediaType: "text/plain")), .cachePoint(CacheHint()),
        .citation(Citation(title: "t")), .opaque(state), .reasoning(text: "r", signature: state),
        .toolCall(ToolCall(id: "1", name: "calc", argumentsText: "{}", state: state)),
        .toolResult(ToolResult(callID: "1", name: "calc", content: "2", media: [picture])),
    ]

    /// A request with everything that one can have.
    private static var fullRequest: ModelRequest {
        var request = ModelRequest(model: "m", messages: [Message(role: .user, content: rareParts)])
        request.systemParts = [.text("a"), .cachePoint(CacheHint()), .text("b")]
        request.toolOptions = [
            "t": ToolOptions(cacheHint: CacheHint(lifetime: "5m"), isStrict: true), "s": ToolOptions(),
        ]
        request.toolChoice = .allowed(["t", "s"], isRequired: true)
        request.allowsParallelToolCalls = false
        request.responseFormat = .schema(
            ResponseFormat.Schema(name: "n", summary: "s", schema: ["type": "object"], isStrict: true))
        request.sampling.temperature = 0.5
        request.sampling.topP = 0.25
        request.sampling.topK = 3
        request.sampling.seed = 4
        request.sampling.presencePenalty = 1
        request.sampling.frequencyPenalty = -1
        request.sampling.stopSequences = ["END"]
        request.reasoning = ReasoningOptions(mode: .adaptive, effort: "high", budgetTokens: 9, summary: "auto")
        request.cacheHint = CacheHint(lifetime: "1h")
        request.user = "u"
        request.metadata = ["b": "2", "a": "1"]
        request.extras = ProviderFields(origin: "openai-chat", fields: ["logprobs": true])
        return request
    }

    @Test("a request with everything round trips and has canonical bytes")
    func fullRequest() throws {
        try roundTrip(Self.fullRequest)
        #expect(
            try Self.fullRequest.canonicalBytes() == CanonicalJSON.encode(Self.fullRequest.json, numbers: .exact))
        for choice in [ToolChoice.none, .required, .tool("t")] { try roundTrip(choice) }
        try roundTrip(ResponseFormat.json)
    }

    @Test("outcomes, decisions, budgets and manifests round trip")
    func others() throws {
        try roundTrip(ToolOutcome.finished(content: "1", isError: false))
        try roundTrip(ToolOutcome.denied(reason: "no"))
        try roundTrip(ToolOutcome.escalated(reason: "ask", approvers: ["ann"]))
        try roundTrip(PolicyDecision(.escalate(approvers: ["ann"]), reason: "r", rule: "1"))
        try roundTrip(Budget(tokens: 1, money: Money(micros: 2), modelCalls: 3, toolCalls: 4, wallTime: .seconds(5)))
        try roundTrip(Budget.unlimited)
        try roundTrip(
            AgentManifest(id: AgentID(randomBits: 1, 2), name: "a", capabilities: ["fs.read", "net"], tags: ["t"]))
        try roundTrip(
            ModelRequest(
                model: "m", system: "s", messages: [.user("u")],
                tools: [
                    ToolDescriptor(
                        name: "t", summary: "s", inputSchema: ["type": "object"], requiredCapabilities: ["fs.read"],
                        effect: .read, idempotency: .pure)
                ], maxOutputTokens: 5, temperature: 0.5))
    }

    @Test("a mismatch names its place and what stands there")
    func mismatch() {
        let error = #expect(throws: JSONShapeError.self) {
            try Message(json: ["role": "user", "content": [["text": "a"], ["tool_call": ["id": 7]]]])
        }
        #expect(error?.description == "/content/1/tool_call/id: expected a string, found 7")
        let missing = #expect(throws: JSONShapeError.self) { try Message(json: ["content": []]) }
        #expect(missing?.description == "/role: expected a value, found no such member")
        let choice = #expect(throws: JSONShapeError.self) { try Message(json: ["content": [], "role": "boss"]) }
        #expect(choice?.description == #"/role: expected a name of MessageRole, found "boss""#)
    }

    @Test("a request's canonical bytes are those of its JSON form")
    func canonicalRequest() throws {
        let tool = ToolDescriptor(
            name: "t", summary: "s", inputSchema: ["type": "object", "a": [1, 2.5]], effect: .read, idempotency: .pure)
        let parts: [ContentPart] = [
            .text("a \"quote\" é\n"), .reasoning(text: "r", signature: nil), .reasoning(text: "r", signature: "s"),
            .toolCall(ToolCall(id: "1", name: "calc", argumentsText: #"{"n":1}"#)),
            .toolResult(ToolResult(callID: "1", name: "calc", content: "2", isError: true)),
            .toolResult(ToolResult(callID: "2", name: "calc", content: "3")),
        ]
        for temperature in [nil, 0.7, 1.0] {
            let request = ModelRequest(
                model: "m", system: "be\tbrief", messages: [.user("hi"), Message(role: .assistant, content: parts)],
                tools: [tool, tool], maxOutputTokens: 12, temperature: temperature)
            #expect(try request.canonicalBytes() == CanonicalJSON.encode(request.json, numbers: .exact))
        }
    }
}
