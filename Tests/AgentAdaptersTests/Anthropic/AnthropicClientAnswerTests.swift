import AgentNetwork
import AgentPrimitives
import Testing

@testable import AgentAdapters

@Suite("Answers to Anthropic clients")
struct AnthropicClientAnswerTests {
    private static let dialect = AnthropicClientDialect()
    private static let identity = AnswerIdentity(id: "01x", created: Timestamp(microseconds: 0), model: "claude-x")
    private static let request = ClientRequest(request: AnthropicReading.request, streams: true)

    private static let events: [ModelEvent] = [
        .started(id: "up", model: "up"),
        .usage(Usage(inputTokens: 130, cachedInputTokens: 100, cacheWriteTokens: 10)),
        .blockStarted(index: 0, kind: .reasoning), .blockDelta(index: 0, text: "H"), .blockDelta(index: 0, text: "m."),
        .blockSignature(index: 0, signature: ProviderState(origin: "anthropic", data: "sig")),
        .blockStopped(index: 0), .blockStarted(index: 1, kind: .reasoning),
        .blockSignature(index: 1, signature: ProviderState(origin: "gemini", data: "g")), .blockStopped(index: 1),
        .blockStarted(index: 2, kind: .redactedReasoning(ProviderState(origin: "anthropic", data: "enc"))),
        .blockStopped(index: 2), .blockStarted(index: 3, kind: .text), .blockStopped(index: 3),
        .blockStarted(index: 4, kind: .text), .blockDelta(index: 4, text: "It \"said\"\n"),
        .blockCitation(index: 4, citation: Citation(url: "https://a.example", title: "A", quote: "said")),
        .blockStopped(index: 4),
        .blockStarted(
            index: 5,
            kind: .opaque(
                ProviderState(
                    origin: "anthropic", data: #"{"type":"server_tool_use","id":"s","name":"n","input":{"q":1}}"#))),
        .blockStopped(index: 5),
        .blockStarted(index: 6, kind: .opaque(ProviderState(origin: "gemini", data: "{}"))), .blockStopped(index: 6),
        .blockStarted(index: 7, kind: .media(Media(kind: .image, source: .url("https://a.example/i.png")))),
        .blockStopped(index: 7), .blockStarted(index: 8, kind: .toolCall(id: "a", name: "calc")),
        .blockDelta(index: 8, text: #"{"x":"#), .blockDelta(index: 8, text: "1}"), .blockStopped(index: 8),
        .blockStarted(index: 9, kind: .toolCall(id: "b", name: "now")), .blockDelta(index: 9, text: "{}"),
        .blockStopped(index: 9),
        .usage(Usage(inputTokens: 130, outputTokens: 7, cachedInputTokens: 100, cacheWriteTokens: 10)), .stop(.toolUse),
    ]

    private func stream(_ batches: [[ModelEvent]], failure: ModelError? = nil) -> [UInt8] {
        var bytes: [UInt8] = []
        var encoder = Self.dialect.encoder(answering: Self.request, identity: Self.identity)
        for batch in batches { encoder.encode(batch, into: &bytes) }
        if let failure { encoder.fail(failure, into: &bytes) }
        return bytes
    }

    @Test("keep the lifecycle: indices without gaps, no overlap, the signature behind the thinking")
    func lifecycle() throws {
        let fold = try AnthropicClientFold(stream([Self.events]))
        #expect(fold.isStopped)
        #expect(
            fold.message.text()
                == #"{"id":"msg_01x","type":"message","role":"assistant","model":"claude-x","content":[{"type":"thinking","thinking":"Hm.","signature":"sig"},{"type":"thinking","thinking":"","signature":"origin=gemini;g"},{"type":"redacted_thinking","data":"enc"},{"type":"text","text":"It \"said\"\n","citations":[{"type":"web_search_result_location","url":"https://a.example","title":"A","encrypted_index":"","cited_text":"said"}]},{"type":"server_tool_use","id":"s","name":"n","input":{"q":1}},{"type":"text","text":"[image: https://a.example/i.png]"},{"type":"tool_use","id":"a","name":"calc","input":{"x":1}},{"type":"tool_use","id":"b","name":"now","input":{}}],"stop_reason":"tool_use","stop_sequence":null,"usage":{"input_tokens":20,"cache_creation_input_tokens":10,"cache_read_input_tokens":100,"output_tokens":7}}"#
        )
    }

    @Test("give in one document what the stream adds up to")
    func wholeResponse() throws {
        let response = Self.dialect.response(
            ModelAnswer(folding: Self.events), to: Self.request, identity: Self.identity)
        #expect(try AnthropicClientFold(stream([Self.events])).message == response)
    }

    @Test("write the same bytes however the events are batched")
    func batches() throws {
        let whole = stream([Self.events])
        let two = Array(Self.events[..<2])
        #expect(stream([two] + Self.events[2...].map { [$0] }) == whole)
    }

    @Test("write each event as the provider does")
    func bytes() {
        let text = String(
            decoding: stream([
                [
                    .started(id: "", model: ""), .usage(Usage(inputTokens: 5)), .blockStarted(index: 0, kind: .text),
                    .blockDelta(index: 0, text: "a\u{1F600}\"\n"), .blockStopped(index: 0),
                    .usage(Usage(inputTokens: 5, outputTokens: 2)), .stop(.stopSequence("END")),
                ]
            ]), as: UTF8.self)
        let events = [
            #"event: message_start"#
                + "\n"
                + #"data: {"type":"message_start","message":{"id":"msg_01x","type":"message","role":"assistant","model":"claude-x","content":[],"stop_reason":null,"stop_sequence":null,"usage":{"input_tokens":5,"cache_creation_input_tokens":0,"cache_read_input_tokens":0,"output_tokens":0}}}"#,
            "event: content_block_start\n"
                + #"data: {"type":"content_block_start","index":0,"content_block":{"type":"text","text":""}}"#,
            "event: content_block_delta\n"
                + #"data: {"type":"content_block_delta","index":0,"delta":{"type":"text_delta","text":"a😀\"\n"}}"#,
            "event: content_block_stop\n" + #"data: {"type":"content_block_stop","index":0}"#,
            "event: message_delta\n"
                + #"data: {"type":"message_delta","delta":{"stop_reason":"stop_sequence","stop_sequence":"END"},"usage":{"input_tokens":5,"cache_creation_input_tokens":0,"cache_read_input_tokens":0,"output_tokens":2}}"#,
            "event: message_stop\n" + #"data: {"type":"message_stop"}"#,
        ]
        #expect(text == events.map { $0 + "\n\n" }.joined())
    }

    @Test(
        "name why the model stopped",
        arguments: [
            (.endOfTurn, "end_turn", nil), (.stopSequence("END"), "stop_sequence", "END"),
            (.stopSequence(""), "stop_sequence", nil), (.outputLimit, "max_tokens", nil), (.toolUse, "tool_use", nil),
            (.contextFull, "model_context_window_exceeded", nil), (.contentFilter, "refusal", nil),
            (.paused, "pause_turn", nil), (.malformedToolCall, "end_turn", nil),
            (.other("compaction"), "compaction", nil),
            (.other("mood"), "end_turn", nil),
        ] as [(StopReason, String, String?)])
    func stopReasons(_ reason: StopReason, _ name: String, _ sequence: String?) throws {
        let message = try AnthropicClientFold(stream([[.started(id: "", model: ""), .stop(reason)]])).message
        #expect(message["stop_reason"]?.stringValue == name)
        #expect(message["stop_sequence"] == sequence.map { .string($0) } ?? .null)
    }

    @Test("close what is open when the upstream dies, then say why")
    func failureInMidStream() throws {
        for count in 0..<Self.events.count {
            let bytes = stream([Array(Self.events[..<count])], failure: ModelError(.overloaded, "no room"))
            let fold = try AnthropicClientFold(bytes)
            #expect(fold.error == ["type": "overloaded_error", "message": "no room"])
            #expect(!fold.types.contains("message_stop") && !fold.types.contains("message_delta"))
        }
        let complete = stream([Self.events], failure: ModelError(.overloaded, "too late"))
        #expect(complete == stream([Self.events]))
        #expect(stream([Self.events, [.stop(.endOfTurn)]]) == complete)
    }

    @Test(
        "answer failures with the API's own types and statuses",
        arguments: [
            (ModelError(.overloaded, "m"), 529, "overloaded_error"),
            (ModelError(.rateLimited, "m"), 429, "rate_limit_error"),
            (ModelError(.invalidRequest, "m"), 400, "invalid_request_error"),
            (ModelError(.invalidRequest, "m", status: 413), 413, "request_too_large"),
            (ModelError(.invalidRequest, "m", status: 402), 402, "billing_error"),
            (ModelError(.windowExceeded, "m"), 400, "invalid_request_error"),
            (ModelError(.authentication, "m"), 401, "authentication_error"),
            (ModelError(.authentication, "m", status: 403), 403, "permission_error"),
            (ModelError(.unknownModel, "m"), 404, "not_found_error"),
            (ModelError(.timedOut, "m"), 504, "timeout_error"),
            (ModelError(.upstreamFailed, "m"), 500, "api_error"),
            (ModelError(.malformedResponse, "m"), 500, "api_error"),
        ])
    func failures(_ error: ModelError, _ status: Int, _ type: String) {
        let failure = Self.dialect.failure(error)
        #expect(failure.status == status)
        #expect(failure.body == ["type": "error", "error": ["type": .string(type), "message": "m"]])
    }

    @Test("say when to come back, in whole seconds")
    func retryAfter() {
        let failure = Self.dialect.failure(ModelError(.rateLimited, "m", retryAfter: .milliseconds(1200)))
        #expect(failure.headers["Retry-After"] == "2")
    }

    @Test("carry an upstream's answer of the same API through unchanged", arguments: AnthropicStreamTests.cases)
    func throughAndBack(_ sample: AnthropicStreamCase) throws {
        let first = AnthropicReading(sample.body)
        guard first.failure == nil, first.answer.stopReason != .other("mood") else { return }
        let second = AnthropicReading([stream([first.events])])
        #expect(second.answer.stopReason == first.answer.stopReason)
        #expect(second.answer.usage == first.answer.usage)
        // The caller of a call is known too late for the start of its block.
        #expect(second.answer.content.map(Self.withoutCaller) == first.answer.content.map(Self.withoutCaller))
    }

    private static func withoutCaller(_ part: ContentPart) -> ContentPart {
        guard case .toolCall(var call) = part else { return part }
        call.state = nil
        // The reader had the tool's own name, the client sees it as it is.
        call.name = call.name.replacing(".", with: "_")
        return .toolCall(call)
    }
}
