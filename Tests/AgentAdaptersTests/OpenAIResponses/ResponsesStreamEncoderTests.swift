import AgentAdapters
import AgentNetwork
import AgentPrimitives
import Testing

@Suite("Responses to clients")
struct ResponsesStreamEncoderTests {
    static let identity = AnswerIdentity(id: "7", created: Timestamp(microseconds: 1_700_000_000_500_000), model: "m")
    private let dialect = ResponsesClientDialect()

    private func question(_ body: JSONValue = ["model": "m", "input": "Hi"]) throws -> ClientRequest {
        try dialect.request(from: body, model: nil, streams: nil)
    }

    private func stream(_ events: [ModelEvent], _ failure: ModelError? = nil) throws -> ResponsesClientEvents {
        var encoder = dialect.encoder(answering: try question(), identity: Self.identity)
        var bytes: [UInt8] = []
        encoder.encode(events, into: &bytes)
        if let failure { encoder.fail(failure, into: &bytes) }
        return try ResponsesClientEvents(bytes)
    }

    private static func said(_ kind: ModelEvent.BlockKind, _ pieces: String..., at index: Int = 0) -> [ModelEvent] {
        [.blockStarted(index: index, kind: kind)] + pieces.map { .blockDelta(index: index, text: $0) }
            + [.blockStopped(index: index)]
    }

    private static func end(_ reason: StopReason) -> [ModelEvent] {
        [
            .usage(Usage(inputTokens: 5, outputTokens: 3, cachedInputTokens: 2, reasoningTokens: 1)), .stop(reason),
        ]
    }

    private static let start = ModelEvent.started(id: "x", model: "y")

    @Test("announce each item and part, and end it, before the response ends")
    func lifecycle() throws {
        let client = try stream([Self.start] + Self.said(.text, "He", "llo") + Self.end(.endOfTurn))
        #expect(
            client.types == [
                "response.created", "response.in_progress", "response.output_item.added",
                "response.content_part.added", "response.output_text.delta", "response.output_text.delta",
                "response.output_text.done", "response.content_part.done", "response.output_item.done",
                "response.completed",
            ])
        #expect(client.response["id"] == "resp_7")
        #expect(client.response["created_at"] == 1_700_000_000)
        #expect(client.response["model"] == "m")
        #expect(
            client.response["output"] == [
                [
                    "id": "msg_7_0", "type": "message", "status": "completed", "role": "assistant",
                    "content": [["type": "output_text", "text": "Hello", "annotations": [], "logprobs": []]],
                ]
            ])
        #expect(
            client.response["usage"] == [
                "input_tokens": 5, "input_tokens_details": ["cached_tokens": 2], "output_tokens": 3,
                "output_tokens_details": ["reasoning_tokens": 1], "total_tokens": 8,
            ])
    }

    @Test("stream the arguments of a call and repeat them whole")
    func calls() throws {
        let client = try stream(
            [Self.start] + Self.said(.toolCall(id: "a", name: "calc"), #"{"x""#, ":1}")
                + Self.said(.toolCall(id: "b", name: "now"), at: 1) + Self.end(.toolUse))
        #expect(client.response["status"] == "completed")
        #expect(
            client.items == [
                [
                    "id": "fc_7_0", "type": "function_call", "status": "completed", "arguments": #"{"x":1}"#,
                    "call_id": "a", "name": "calc",
                ],
                [
                    "id": "fc_7_1", "type": "function_call", "status": "completed", "arguments": "{}", "call_id": "b",
                    "name": "now",
                ],
            ])
        #expect(client.types.filter { $0 == "response.function_call_arguments.done" }.count == 2)
    }

    @Test(
        "tell why an answer ended",
        arguments: [
            (StopReason.endOfTurn, "completed", JSONValue.null), (.stopSequence("x"), "completed", .null),
            (.toolUse, "completed", .null), (.paused, "completed", .null), (.other("x"), "completed", .null),
            (.outputLimit, "incomplete", .object(["reason": "max_output_tokens"])),
            (.contextFull, "incomplete", .object(["reason": "max_output_tokens"])),
            (.contentFilter, "incomplete", .object(["reason": "content_filter"])),
            (.malformedToolCall, "failed", .null),
        ])
    func endings(_ reason: StopReason, _ status: String, _ details: JSONValue) throws {
        let client = try stream([Self.start] + Self.said(.text, "Hi") + Self.end(reason))
        #expect(client.types.last == "response.\(status)")
        #expect(client.response["status"]?.stringValue == status)
        #expect(client.response["incomplete_details"] == details)
        #expect(client.items.last?["status"] == (status == "completed" ? "completed" : "incomplete"))
        #expect(client.response["error"]?.isNull == (status != "failed"))
    }

    @Test("complete a refusal, which is an answer")
    func refusal() throws {
        let client = try stream([Self.start] + Self.said(.refusal, "No.") + Self.end(.contentFilter))
        #expect(client.response["status"] == "completed")
        #expect(client.items.first?["content"] == [["type": "refusal", "refusal": "No."]])
        #expect(client.types.contains("response.refusal.done"))
    }

    @Test("put texts that follow each other into one message")
    func parts() throws {
        let source = Citation(url: "https://a.example", title: "A")
        let client = try stream(
            [
                Self.start, .blockStarted(index: 0, kind: .text), .blockDelta(index: 0, text: "One. "),
                .blockCitation(index: 0, citation: source), .blockDelta(index: 0, text: "Two."),
                .blockCitation(index: 0, citation: source), .blockStopped(index: 0),
            ] + Self.said(.text, "Three.", at: 1) + Self.end(.endOfTurn))
        #expect(client.items.count == 1)
        let content = client.items.first?["content"]
        #expect(content?[0]?["annotations"]?[0]?["end_index"] == 5)
        #expect(content?[0]?["annotations"]?[1]?["start_index"] == 5)
        #expect(content?[0]?["annotations"]?[1]?["end_index"] == 9)
        #expect(content?[1]?["text"] == "Three.")
    }

    // MARK: Failures

    @Test(
        "close what is open when the model's server dies in mid-answer",
        arguments: [
            [], [start], [start, .blockStarted(index: 0, kind: .text)],
            [start, .blockStarted(index: 0, kind: .text), .blockDelta(index: 0, text: "Hi")],
            [start, .blockStarted(index: 0, kind: .refusal), .blockDelta(index: 0, text: "No")],
            [start, .blockStarted(index: 0, kind: .reasoning), .blockDelta(index: 0, text: "Hm")],
            [
                start, .blockStarted(index: 0, kind: .toolCall(id: "a", name: "calc")),
                .blockDelta(index: 0, text: #"{"x":"#),
            ],
            [start] + said(.text, "Hi"),
        ])
    func death(_ events: [ModelEvent]) throws {
        let client = try stream(events, ModelError(.overloaded, "no capacity"))
        #expect(client.types.first == "response.created")
        #expect(client.types.last == "response.failed")
        #expect(client.types.filter { $0 == "response.failed" }.count == 1)
        #expect(client.response["error"] == ["code": "server_is_overloaded", "message": "no capacity"])
        #expect(client.items.allSatisfy { $0["status"] == "incomplete" || $0["type"] == "reasoning" })
        // What reaches a client as a failure is read as one.
        var bytes: [UInt8] = []
        var encoder = dialect.encoder(answering: try question(), identity: Self.identity)
        encoder.encode(events, into: &bytes)
        encoder.fail(ModelError(.overloaded, "no capacity"), into: &bytes)
        #expect(ResponsesReading([bytes]).failure?.code == .overloaded)
    }

    @Test("say nothing after the end")
    func afterTheEnd() throws {
        var encoder = dialect.encoder(answering: try question(), identity: Self.identity)
        var bytes: [UInt8] = []
        encoder.encode([Self.start] + Self.end(.endOfTurn), into: &bytes)
        let count = bytes.count
        encoder.fail(ModelError(.overloaded, "late"), into: &bytes)
        encoder.encode(Self.said(.text, "late"), into: &bytes)
        #expect(bytes.count == count)
        #expect(!String(decoding: bytes, as: UTF8.self).contains("[DONE]"))
    }

    @Test(
        "tell failures before the answer with the right status",
        arguments: [
            (ModelError.Code.unknownModel, 404, "model_not_found"), (.invalidRequest, 400, "invalid_prompt"),
            (.authentication, 401, "invalid_api_key"), (.rateLimited, 429, "rate_limit_exceeded"),
            (.overloaded, 503, "server_is_overloaded"), (.unreachable, 502, "server_error"),
            (.timedOut, 504, "timeout"), (.malformedResponse, 502, "server_error"),
            (.upstreamFailed, 500, "server_error"), (.windowExceeded, 400, "context_length_exceeded"),
        ])
    func failures(_ code: ModelError.Code, _ status: Int, _ name: String) {
        let failure = dialect.failure(ModelError(code, "why", retryAfter: .milliseconds(1500)))
        #expect(failure.status == status)
        #expect(failure.body["error"]?["code"]?.stringValue == name)
        #expect(failure.body["error"]?["message"] == "why")
        #expect(failure.headers["Retry-After"] == "2")
    }

    // MARK: Whole responses

    @Test("agree with the whole response", arguments: ResponsesStreamCase.all)
    func wholeResponse(_ sample: ResponsesStreamCase) throws {
        let reading = ResponsesReading(sample.body)
        guard reading.failure == nil else { return }
        let client = try stream(reading.events)
        let whole = dialect.response(reading.answer, to: try question(), identity: Self.identity)
        #expect(whole == client.response)
    }

    @Test("are read back as what was answered", arguments: ResponsesStreamCase.all)
    func readBack(_ sample: ResponsesStreamCase) throws {
        let reading = ResponsesReading(sample.body)
        guard reading.failure == nil else { return }
        var encoder = dialect.encoder(answering: try question(), identity: Self.identity)
        var bytes: [UInt8] = []
        encoder.encode(reading.events, into: &bytes)
        let again = ResponsesReading([bytes])
        #expect(again.failure == nil)
        #expect(Self.withoutItemIDs(again.answer.content) == Self.withoutItemIDs(reading.answer.content))
        #expect(again.answer.usage == reading.answer.usage)
        let document = dialect.response(reading.answer, to: try question(), identity: Self.identity)
        #expect(ResponsesReading([document.serialized()]).answer.content == again.answer.content)
    }

    /// Reasoning gets a new id in each response, and a mark where it had no state.
    private static func withoutItemIDs(_ content: [ContentPart]) -> [ContentPart] {
        content.map { part in
            switch part {
            case .reasoning(let text, let state):
                .reasoning(text: text, signature: state.map(withoutID) ?? "translated")
            case .redactedReasoning(let state): .redactedReasoning(withoutID(state))
            default: part
            }
        }
    }

    private static func withoutID(_ state: ProviderState) -> ProviderState {
        guard var item = (try? JSONValue(parsing: state.data))?.objectValue else { return state }
        item["id"] = nil
        if item["encrypted_content"]?.stringValue?.hasPrefix("translated:") == true { return "translated" }
        return ProviderState(origin: state.origin, data: JSONValue.object(item).text())
    }

    @Test("repeat what was asked")
    func settings() throws {
        let body: JSONValue = [
            "model": "m", "input": "Hi", "instructions": "Be brief.", "temperature": 0.5,
            "max_output_tokens": 99, "reasoning": ["effort": "low"], "parallel_tool_calls": false,
            "tools": [["type": "function", "name": "f", "parameters": ["type": "object"]], ["type": "web_search"]],
            "tool_choice": "required", "text": ["verbosity": "low"], "metadata": ["a": "b"],
            "previous_response_id": "resp_0",
        ]
        let response = dialect.response(
            ModelAnswer(folding: [Self.start] + Self.end(.endOfTurn)), to: try question(body), identity: Self.identity)
        for key in [
            "instructions", "temperature", "max_output_tokens", "parallel_tool_calls", "tools", "tool_choice",
            "metadata", "previous_response_id",
        ] {
            #expect(response[key] == body[key], "\(key)")
        }
        #expect(response["reasoning"] == ["effort": "low", "summary": nil])
        #expect(response["text"] == ["verbosity": "low", "format": ["type": "text"]])
        #expect(response["output"] == [])
    }

    @Test("take long arguments in one-byte pieces in linear time")
    func manyPieces() throws {
        var encoder = dialect.encoder(answering: try question(), identity: Self.identity)
        var bytes: [UInt8] = []
        encoder.encode([Self.start, .blockStarted(index: 0, kind: .toolCall(id: "a", name: "f"))], into: &bytes)
        let count = 100_000
        for _ in 0..<count { encoder.encode([.blockDelta(index: 0, text: "1")], into: &bytes) }
        encoder.encode([.blockStopped(index: 0)] + Self.end(.toolUse), into: &bytes)
        #expect(try ResponsesClientEvents(bytes).items.first?["arguments"]?.stringValue?.utf8.count == count)
    }
}
