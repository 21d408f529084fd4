import AgentNetwork
import AgentPrimitives
import Testing

@testable import AgentAdapters

@Suite("Answers to Gemini clients")
struct GeminiClientAnswerTests {
    private static let identity = AnswerIdentity(id: "r1", created: Timestamp(microseconds: 0), model: "gemini-x")
    private static let request = ClientRequest(request: GeminiReading.request, streams: true)

    private static let events: [ModelEvent] = [
        .started(id: "up", model: "up"), .usage(Usage(inputTokens: 130, cachedInputTokens: 100)),
        .blockStarted(index: 0, kind: .reasoning), .blockDelta(index: 0, text: "H"), .blockDelta(index: 0, text: "m."),
        .blockStopped(index: 0), .blockStarted(index: 1, kind: .text), .blockDelta(index: 1, text: "It \"said\"\n"),
        .blockDelta(index: 1, text: "😀"),
        .blockCitation(index: 1, citation: Citation(url: "https://a.example", title: "A", quote: "said")),
        .blockStopped(index: 1),
        .blockStarted(index: 2, kind: .opaque(ProviderState(origin: "anthropic", data: "{}"))), .blockStopped(index: 2),
        .blockStarted(index: 3, kind: .media(Media(kind: .image, source: .base64("AA=="), mediaType: "image/png"))),
        .blockStopped(index: 3), .blockStarted(index: 4, kind: .toolCall(id: "a", name: "calc")),
        .blockDelta(index: 4, text: #"{"x":"#), .blockDelta(index: 4, text: "1}"), .blockStopped(index: 4),
        .blockStarted(index: 5, kind: .toolCall(id: "call_2", name: "now")), .blockDelta(index: 5, text: "{}"),
        .blockStopped(index: 5), .blockStarted(index: 6, kind: .refusal), .blockDelta(index: 6, text: "No."),
        .blockStopped(index: 6),
        .usage(Usage(inputTokens: 130, outputTokens: 7, cachedInputTokens: 100, reasoningTokens: 3)), .stop(.toolUse),
    ]

    private func stream(
        _ batches: [[ModelEvent]], _ form: GeminiClientDialect.StreamForm = .events, failure: ModelError? = nil
    ) -> [UInt8] {
        var bytes: [UInt8] = []
        var encoder = GeminiClientDialect(streamForm: form).encoder(answering: Self.request, identity: Self.identity)
        for batch in batches { encoder.encode(batch, into: &bytes) }
        if let failure { encoder.fail(failure, into: &bytes) }
        return bytes
    }

    private func chunks(_ bytes: [UInt8], _ form: GeminiClientDialect.StreamForm = .events) throws -> [JSONValue] {
        guard form == .events else { return try JSONValue(parsing: bytes).arrayValue ?? [] }
        var decoder = ServerSentEventDecoder()
        return try decoder.decode(bytes).map { try JSONValue(parsing: $0.data) }
    }

    /// What a client makes of the chunks: pieces of text that follow each other are one, the last counts stay.
    private func fold(_ chunks: [JSONValue]) -> JSONValue {
        var parts: [JSONObject] = []
        for part in chunks.flatMap({ $0["candidates"]?[0]?["content"]?["parts"]?.arrayValue ?? [] }) {
            guard let object = part.objectValue, let text = object["text"]?.stringValue,
                let before = parts.last?["text"]?.stringValue, parts.last?["thought"] == object["thought"]
            else {
                parts.append(part.objectValue ?? JSONObject())
                continue
            }
            parts[parts.count - 1]["text"] = .string(before + text)
        }
        guard var document = chunks.last?.objectValue, var candidate = document["candidates"]?[0]?.objectValue else {
            return .null
        }
        candidate["content"] = ["parts": .array(parts.map { .object($0) }), "role": "model"]
        document["candidates"] = [.object(candidate)]
        return .object(document)
    }

    @Test("say it in whole parts, with counts, sources and the reason at the end")
    func document() {
        let response = GeminiClientDialect().response(
            ModelAnswer(folding: Self.events), to: Self.request, identity: Self.identity)
        #expect(
            response.text()
                == #"{"candidates":[{"content":{"parts":[{"text":"Hm.","thought":true},{"text":"It \"said\"\n😀"},{"inlineData":{"mimeType":"image/png","data":"AA=="}},{"functionCall":{"name":"calc","args":{"x":1},"id":"a"}},{"functionCall":{"name":"now","args":{}}},{"text":"No."}],"role":"model"},"groundingMetadata":{"groundingChunks":[{"web":{"uri":"https://a.example","title":"A"}}]},"finishReason":"STOP","index":0}],"usageMetadata":{"promptTokenCount":130,"candidatesTokenCount":4,"totalTokenCount":137,"cachedContentTokenCount":100,"thoughtsTokenCount":3},"modelVersion":"gemini-x","responseId":"r1"}"#
        )
    }

    @Test(
        "add up to the document, however the events are batched",
        arguments: [GeminiClientDialect.StreamForm.events, .array])
    func wholeResponse(_ form: GeminiClientDialect.StreamForm) throws {
        let response = GeminiClientDialect().response(
            ModelAnswer(folding: Self.events), to: Self.request, identity: Self.identity)
        let batchings = [
            [Self.events], Self.events.map { [$0] }, [Array(Self.events[..<9]), Array(Self.events[9...])],
        ]
        for batches in batchings {
            let chunks = try chunks(stream(batches, form), form)
            #expect(fold(chunks) == response)
            // Only the last says why.
            #expect(chunks.dropLast().allSatisfy { $0["candidates"]?[0]?["finishReason"] == nil })
            // Calls never come in pieces.
            #expect(chunks.count < batches.count + 2)
        }
    }

    @Test("write each chunk as the provider does")
    func bytes() {
        let events: [[ModelEvent]] = [
            [.started(id: "", model: ""), .blockStarted(index: 0, kind: .text), .blockDelta(index: 0, text: "a")],
            [.blockStopped(index: 0), .usage(Usage(inputTokens: 5, outputTokens: 2)), .stop(.endOfTurn)],
        ]
        let first =
            #"{"candidates":[{"content":{"parts":[{"text":"a"}],"role":"model"},"index":0}],"modelVersion":"gemini-x","responseId":"r1"}"#
        let last =
            #"{"candidates":[{"content":{"parts":[{"text":""}],"role":"model"},"finishReason":"STOP","index":0}],"usageMetadata":{"promptTokenCount":5,"candidatesTokenCount":2,"totalTokenCount":7},"modelVersion":"gemini-x","responseId":"r1"}"#
        #expect(String(decoding: stream(events), as: UTF8.self) == "data: \(first)\r\n\r\ndata: \(last)\r\n\r\n")
        #expect(String(decoding: stream(events, .array), as: UTF8.self) == "[\(first),\r\n\(last)]\n")
    }

    @Test(
        "name why the model stopped",
        arguments: [
            (.endOfTurn, "STOP"), (.stopSequence("END"), "STOP"), (.outputLimit, "MAX_TOKENS"), (.toolUse, "STOP"),
            (.contextFull, "MAX_TOKENS"), (.contentFilter, "SAFETY"), (.paused, "STOP"),
            (.malformedToolCall, "MALFORMED_FUNCTION_CALL"), (.other("LANGUAGE"), "LANGUAGE"),
            (.other("mood"), "OTHER"),
        ] as [(StopReason, String)])
    func stopReasons(_ reason: StopReason, _ name: String) throws {
        let chunks = try chunks(stream([[.started(id: "", model: ""), .stop(reason)]]))
        #expect(chunks.last?["candidates"]?[0]?["finishReason"]?.stringValue == name)
        #expect(chunks.count == 1)
    }

    @Test("say that a call whose arguments are no object is malformed, and keep the others")
    func brokenCall() throws {
        let events: [ModelEvent] = [
            .started(id: "", model: ""), .blockStarted(index: 0, kind: .toolCall(id: "call_1", name: "a")),
            .blockDelta(index: 0, text: "{broken"), .blockStopped(index: 0),
            .blockStarted(index: 1, kind: .toolCall(id: "call_2", name: "b")), .blockDelta(index: 1, text: "{}"),
            .blockStopped(index: 1), .stop(.toolUse),
        ]
        let candidate = try fold(chunks(stream([events])))["candidates"]?[0]
        #expect(candidate?["content"]?["parts"]?.text() == #"[{"functionCall":{"name":"b","args":{}}}]"#)
        #expect(candidate?["finishReason"] == "MALFORMED_FUNCTION_CALL")
    }

    @Test("end with the error when the upstream dies", arguments: [GeminiClientDialect.StreamForm.events, .array])
    func failureInMidStream(_ form: GeminiClientDialect.StreamForm) throws {
        let error = ModelError(.overloaded, "no room")
        for count in 0..<Self.events.count {
            let bytes = stream([Array(Self.events[..<count])], form, failure: error)
            let chunks = try chunks(bytes, form)
            #expect(chunks.last == ["error": ["code": 503, "message": "no room", "status": "UNAVAILABLE"]])
            #expect(chunks.dropLast().allSatisfy { $0["candidates"]?[0]?["finishReason"] == nil })
            #expect(GeminiReading([bytes]).failure?.code == .overloaded)
        }
        let whole = stream([Self.events], form)
        #expect(stream([Self.events], form, failure: error) == whole)
        #expect(stream([Self.events, Self.events], form) == whole)
    }

    @Test(
        "say what failed with the right status",
        arguments: [
            (.invalidRequest, 400, "INVALID_ARGUMENT"), (.windowExceeded, 400, "INVALID_ARGUMENT"),
            (.authentication, 401, "UNAUTHENTICATED"), (.unknownModel, 404, "NOT_FOUND"),
            (.rateLimited, 429, "RESOURCE_EXHAUSTED"), (.cancelled, 499, "CANCELLED"),
            (.overloaded, 503, "UNAVAILABLE"), (.unreachable, 503, "UNAVAILABLE"),
            (.timedOut, 504, "DEADLINE_EXCEEDED"),
            (.malformedResponse, 500, "INTERNAL"), (.upstreamFailed, 500, "INTERNAL"),
        ] as [(ModelError.Code, Int, String)])
    func failures(_ code: ModelError.Code, _ status: Int, _ name: String) {
        let failure = GeminiClientDialect().failure(ModelError(code, "m"))
        #expect(failure.status == status)
        #expect(failure.body == ["error": ["code": .int(status), "message": "m", "status": .string(name)]])
    }

    @Test("say when to come back")
    func retry() {
        let failure = GeminiClientDialect().failure(
            ModelError(.rateLimited, "m", retryAfter: .milliseconds(1500)))
        #expect(failure.headers["Retry-After"] == "2")
        #expect(failure.body["error"]?["details"]?[0]?["retryDelay"] == "2s")
        #expect(
            GeminiClientDialect().failure(ModelError(.authentication, "m", status: 403)).body["error"]?["status"]
                == "PERMISSION_DENIED")
    }

    @Test("take a long text and a long argument in one-byte pieces in linear time")
    func manyPieces() throws {
        let count = 1 << 18
        var encoder = GeminiClientDialect().encoder(answering: Self.request, identity: Self.identity)
        var bytes: [UInt8] = []
        encoder.encode(
            [.blockStarted(index: 0, kind: .toolCall(id: "a", name: "calc")), .blockDelta(index: 0, text: #"{"x":""#)],
            into: &bytes)
        for _ in 0..<count { encoder.encode([.blockDelta(index: 0, text: "y")], into: &bytes) }
        // A call goes out once it is whole.
        #expect(bytes.isEmpty)
        encoder.encode([.blockDelta(index: 0, text: #""}"#), .blockStopped(index: 0), .stop(.toolUse)], into: &bytes)
        let reading = GeminiReading([bytes])
        #expect(reading.answer.message.toolCalls.first?.argumentsText.utf8.count == count + 8)
        bytes = []
        encoder = GeminiClientDialect().encoder(answering: Self.request, identity: Self.identity)
        let pieces = Array(repeating: ModelEvent.blockDelta(index: 0, text: "y"), count: count)
        encoder.encode([.blockStarted(index: 0, kind: .text)] + pieces + [.stop(.endOfTurn)], into: &bytes)
        #expect(GeminiReading([bytes]).answer.message.text.utf8.count == count)
    }
}
