import AgentNetwork
import AgentPrimitives
import Testing

@testable import AgentAdapters

@Suite("Answers to Bedrock clients")
struct BedrockClientAnswerTests {
    private static let dialect = BedrockClientDialect()
    private static let identity = AnswerIdentity(id: "01x", created: Timestamp(microseconds: 0), model: "m")
    private static let request = ClientRequest(request: BedrockReading.request, streams: true)

    private static let events: [ModelEvent] = [
        .started(id: "up", model: "up"),
        .blockStarted(index: 0, kind: .reasoning), .blockDelta(index: 0, text: "H"), .blockDelta(index: 0, text: "m."),
        .blockSignature(index: 0, signature: .bedrock("sig")), .blockStopped(index: 0),
        .blockStarted(index: 1, kind: .reasoning),
        .blockSignature(index: 1, signature: ProviderState(origin: "gemini", data: "g")), .blockStopped(index: 1),
        .blockStarted(index: 2, kind: .redactedReasoning(.bedrock("AQID"))), .blockStopped(index: 2),
        .blockStarted(index: 3, kind: .text), .blockStopped(index: 3), .blockStarted(index: 4, kind: .text),
        .blockDelta(index: 4, text: "It \"said\"\n"),
        .blockCitation(index: 4, citation: Citation(url: "https://a.example", title: "A", quote: "said")),
        .blockStopped(index: 4),
        .blockStarted(
            index: 5,
            kind: .opaque(
                BedrockState.block([
                    "toolUse": ["toolUseId": "s", "name": "n", "type": "server_tool_use", "input": ["q": 1]]
                ]).state)), .blockStopped(index: 5),
        .blockStarted(index: 6, kind: .opaque(ProviderState(origin: "gemini", data: "{}"))), .blockStopped(index: 6),
        .blockStarted(index: 7, kind: .media(Media(kind: .image, source: .url("https://a.example/i.png")))),
        .blockStopped(index: 7),
        .blockStarted(index: 8, kind: .media(Media(kind: .image, source: .base64("AAAA"), mediaType: "image/png"))),
        .blockStopped(index: 8), .blockStarted(index: 9, kind: .toolCall(id: "a", name: "calc")),
        .blockDelta(index: 9, text: #"{"x":"#), .blockDelta(index: 9, text: "1}"), .blockStopped(index: 9),
        .blockStarted(index: 10, kind: .toolCall(id: "b", name: "now")), .blockDelta(index: 10, text: "{}"),
        .blockStopped(index: 10), .blockStarted(index: 11, kind: .refusal), .blockDelta(index: 11, text: "No."),
        .blockStopped(index: 11),
        .usage(Usage(inputTokens: 130, outputTokens: 7, cachedInputTokens: 100, cacheWriteTokens: 10)), .stop(.toolUse),
    ]

    private func stream(_ batches: [[ModelEvent]], failure: ModelError? = nil) -> [UInt8] {
        var bytes: [UInt8] = []
        var encoder = Self.dialect.encoder(answering: Self.request, identity: Self.identity)
        for batch in batches { encoder.encode(batch, into: &bytes) }
        if let failure { encoder.fail(failure, into: &bytes) }
        return bytes
    }

    @Test("keep the lifecycle: indices without gaps, no overlap, the usage behind the stop")
    func lifecycle() throws {
        let fold = try BedrockClientFold(stream([Self.events]))
        #expect(
            fold.document.text()
                == #"{"output":{"message":{"role":"assistant","content":[{"reasoningContent":{"reasoningText":{"text":"Hm.","signature":"sig"}}},{"reasoningContent":{"reasoningText":{"text":"","signature":"origin=gemini;g"}}},{"reasoningContent":{"redactedContent":"AQID"}},{"citationsContent":{"content":[{"text":"It \"said\"\n"}],"citations":[{"title":"A","sourceContent":[{"text":"said"}],"location":{"web":{"url":"https://a.example"}}}]}},{"toolUse":{"toolUseId":"s","name":"n","type":"server_tool_use","input":{"q":1}}},{"text":"[image: https://a.example/i.png]"},{"image":{"format":"png","source":{"bytes":"AAAA"}}},{"toolUse":{"toolUseId":"a","name":"calc","input":{"x":1}}},{"toolUse":{"toolUseId":"b","name":"now","input":{}}},{"text":"No."}]}},"stopReason":"tool_use","usage":{"inputTokens":20,"outputTokens":7,"totalTokens":137,"cacheReadInputTokens":100,"cacheWriteInputTokens":10},"metrics":{"latencyMs":0}}"#
        )
        // Texts and reasoning have no start, as with the provider.
        #expect(fold.types.filter { $0 == "contentBlockStart" }.count == 4)
        #expect(fold.types.suffix(3) == ["contentBlockStop", "messageStop", "metadata"])
    }

    @Test("give in one document what the stream adds up to")
    func wholeResponse() throws {
        let response = Self.dialect.response(
            ModelAnswer(folding: Self.events), to: Self.request, identity: Self.identity)
        #expect(try BedrockClientFold(stream([Self.events])).document == response)
    }

    @Test("write the same bytes however the events are batched")
    func batches() {
        #expect(stream(Self.events.map { [$0] }) == stream([Self.events]))
    }

    @Test("are read back as they were written, streamed or whole")
    func backAgain() throws {
        let answer = ModelAnswer(folding: Self.events)
        let streamed = BedrockReading([stream([Self.events])])
        let response = Self.dialect.response(answer, to: Self.request, identity: Self.identity)
        let whole = BedrockReading([response.serialized()])
        #expect(streamed.failure == nil)
        #expect(streamed.answer == whole.answer)
        #expect(streamed.answer.usage == answer.usage && streamed.answer.stopReason == .toolUse)
        #expect(streamed.answer.message.toolCalls == answer.message.toolCalls)
    }

    @Test(
        "end in an exception when the upstream dies, behind what arrived and with the block closed",
        arguments: [
            (ModelError.Code.rateLimited, "throttlingException"), (.overloaded, "serviceUnavailableException"),
            (.unreachable, "serviceUnavailableException"), (.invalidRequest, "validationException"),
            (.malformedResponse, "modelStreamErrorException"), (.timedOut, "modelStreamErrorException"),
            (.upstreamFailed, "internalServerException"), (.authentication, "internalServerException"),
        ])
    func failure(_ code: ModelError.Code, _ name: String) throws {
        let begun: [ModelEvent] = [
            .started(id: "", model: "m"), .blockStarted(index: 0, kind: .text), .blockDelta(index: 0, text: "Hel"),
        ]
        let bytes = stream([begun], failure: ModelError(code, "it broke"))
        let fold = try BedrockClientFold(bytes)
        #expect(fold.exception?.type == name)
        #expect(fold.exception?.payload == ["message": "it broke"])
        #expect(fold.types == ["messageStart", "contentBlockDelta", "contentBlockStop"])
        let reading = BedrockReading([bytes])
        #expect(reading.answer.message.text == "Hel" && reading.failure != nil)
        // Nothing follows the end.
        var encoder = Self.dialect.encoder(answering: Self.request, identity: Self.identity)
        var rest: [UInt8] = []
        encoder.encode(Self.events, into: &rest)
        let complete = rest.count
        encoder.fail(ModelError(code, "late"), into: &rest)
        encoder.encode(begun, into: &rest)
        #expect(rest.count == complete)
    }

    @Test(
        "fail with the status and the name of the API before they begin",
        arguments: [
            (ModelError.Code.invalidRequest, 400, "ValidationException"),
            (.authentication, 403, "AccessDeniedException"),
            (.unknownModel, 404, "ResourceNotFoundException"), (.rateLimited, 429, "ThrottlingException"),
            (.overloaded, 503, "ServiceUnavailableException"), (.timedOut, 408, "ModelTimeoutException"),
            (.upstreamFailed, 500, "InternalServerException"), (.malformedResponse, 500, "InternalServerException"),
        ])
    func envelope(_ code: ModelError.Code, _ status: Int, _ name: String) {
        let failure = Self.dialect.failure(ModelError(code, "why", retryAfter: .milliseconds(1500)))
        #expect(failure.status == status)
        #expect(failure.body == ["message": "why"])
        #expect(failure.headers["x-amzn-errortype"] == name)
        #expect(failure.headers["retry-after"] == "2")
    }

    @Test("know every reason to stop")
    func reasons() {
        let reasons: [(StopReason, String)] = [
            (.endOfTurn, "end_turn"), (.stopSequence("X"), "stop_sequence"), (.outputLimit, "max_tokens"),
            (.contextFull, "model_context_window_exceeded"), (.toolUse, "tool_use"),
            (.contentFilter, "content_filtered"),
            (.malformedToolCall, "malformed_tool_use"), (.paused, "end_turn"), (.other("compaction"), "end_turn"),
            (.other("malformed_model_output"), "malformed_model_output"),
        ]
        for (reason, name) in reasons { #expect(BedrockStopReason.write(reason) == name) }
    }
}
