import AgentPrimitives

extension ChatStreamCase {
    static let text: [ChatStreamCase] = [
        .deltas(
            "text in pieces", [#"{"role":"assistant","content":""}"#, #"{"content":"Hel"}"#, #"{"content":"lo"}"#],
            .answer([.text("Hello")], .endOfTurn)),
        .deltas(
            "explicit nulls everywhere",
            [
                #"{"role":null,"content":null,"tool_calls":null,"refusal":null,"reasoning_content":null,"function_call":null}"#,
                #"{"content":"ok","tool_calls":null}"#,
            ], .answer([.text("ok")], .endOfTurn)),
        .deltas("no content at all", ["{}"], .answer([], .endOfTurn)),
        .deltas(
            "empty finish reasons count as none", [#"{"content":"a"}"#], finish: #""length""#,
            .answer([.text("a")], .outputLimit)),
        .deltas("filter", [#"{"content":"a"}"#], finish: #""content_filter""#, .answer([.text("a")], .contentFilter)),
        .deltas("context full", [#"{"content":"a"}"#], finish: #""model_length""#, .answer([.text("a")], .contextFull)),
        .deltas("unknown reason", [#"{"content":"a"}"#], finish: #""bored""#, .answer([.text("a")], .other("bored"))),
        .deltas(
            "refusal", [#"{"refusal":"I will "}"#, #"{"refusal":"not."}"#],
            .answer([.refusal("I will not.")], .contentFilter)),
        .deltas("[DONE] missing", [#"{"content":"a"}"#], done: false, .answer([.text("a")], .endOfTurn)),
        .stream(
            "finish reason missing, [DONE] there", [#"{"choices":[{"delta":{"content":"a"}}]}"#],
            .answer([.text("a")], .endOfTurn)),
        .deltas(
            "reasoning_content before text",
            [#"{"reasoning_content":"Hm"}"#, #"{"reasoning_content":"m."}"#, #"{"content":"Yes"}"#],
            .answer([.reasoning(text: "Hmm.", signature: nil), .text("Yes")], .endOfTurn)),
        .deltas(
            "reasoning, by its other name, twice in one delta",
            [#"{"reasoning":"Hm","reasoning_content":"Hm","content":null}"#, #"{"content":"Yes"}"#],
            .answer([.reasoning(text: "Hm", signature: nil), .text("Yes")], .endOfTurn)),
        .deltas(
            "reasoning only", [#"{"reasoning_content":"Hm"}"#], finish: #""length""#,
            .answer([.reasoning(text: "Hm", signature: nil)], .outputLimit)),
        .deltas(
            "content list with thinking",
            [
                #"{"content":[{"type":"thinking","thinking":[{"type":"text","text":"Hm"}]},{"type":"text","text":"Yes"}]}"#
            ],
            .answer([.reasoning(text: "Hm", signature: nil), .text("Yes")], .endOfTurn)),
        .deltas("escapes", [##"{"content":"\u00e9\ud83d\ude00\n\"\\"}"##], .answer([.text("é😀\n\"\\")], .endOfTurn)),
        ChatStreamCase(
            name: "comments, CRLF, no blank after the colon, other fields",
            body:
                ": OPENROUTER PROCESSING\r\n\r\nevent: message\r\nid: 7\r\ndata:{\"choices\":[{\"delta\":{\"content\":\"é\"},"
                + "\"finish_reason\":\"stop\"}]}\r\n\r\n: keep-alive\r\n\r\ndata:[DONE]\r\n\r\n",
            outcome: .answer([.text("é")], .endOfTurn)),
        .stream(
            "content after the finish reason",
            [
                #"{"choices":[{"delta":{"content":"a"},"finish_reason":"stop"}]}"#,
                #"{"choices":[{"delta":{"content":"b"},"finish_reason":null}]}"#,
            ], .answer([.text("ab")], .endOfTurn)),
        .stream(
            "other choices are not ours",
            [
                #"{"choices":[{"index":1,"delta":{"content":"x"}},{"index":0,"delta":{"content":"a"}}]}"#,
                #"{"choices":[{"index":1,"delta":{},"finish_reason":"length"}]}"#,
                #"{"choices":[{"index":0,"delta":{},"finish_reason":"stop"}]}"#,
            ], .answer([.text("a")], .endOfTurn)),
        .stream(
            "empty choices first, then a choice without delta",
            [
                #"{"id":"","model":"","choices":[],"prompt_filter_results":[{"prompt_index":0}]}"#,
                #"{"id":"c1","model":"m","choices":[{"index":0,"delta":{"content":"a"}}]}"#,
                #"{"choices":[{"index":0,"finish_reason":null,"content_filter_offsets":{"check_offset":1}}]}"#,
                #"{"choices":[{"index":0,"finish_reason":"stop","delta":null}]}"#,
            ], .answer([.text("a")], .endOfTurn)),
        .stream(
            "null payload", ["null", #"{"choices":[{"delta":{"content":"a"},"finish_reason":"stop"}]}"#],
            .answer([.text("a")], .endOfTurn)),
    ]

    static let usage: [ChatStreamCase] = [
        .stream(
            "usage in a chunk of its own",
            [
                #"{"choices":[{"delta":{"content":"a"},"finish_reason":null}],"usage":null}"#,
                #"{"choices":[{"delta":{},"finish_reason":"stop"}],"usage":null}"#,
                #"{"choices":[],"usage":{"prompt_tokens":10,"completion_tokens":5,"total_tokens":15,"prompt_tokens_details":{"cached_tokens":4},"completion_tokens_details":{"reasoning_tokens":2}}}"#,
            ], usage: Usage(inputTokens: 10, outputTokens: 5, cachedInputTokens: 4, reasoningTokens: 2),
            .answer([.text("a")], .endOfTurn)),
        .stream(
            "usage beside the finish reason, then an empty chunk",
            [
                #"{"choices":[{"delta":{"content":"a"},"finish_reason":"stop"}],"usage":{"prompt_tokens":3,"completion_tokens":1}}"#,
                #"{"choices":[]}"#,
            ], usage: Usage(inputTokens: 3, outputTokens: 1), .answer([.text("a")], .endOfTurn)),
        .stream(
            "usage under x_groq",
            [
                #"{"choices":[{"delta":{"content":"a"},"finish_reason":"stop"}],"x_groq":{"id":"r","usage":{"prompt_tokens":3,"completion_tokens":1}}}"#
            ], usage: Usage(inputTokens: 3, outputTokens: 1), .answer([.text("a")], .endOfTurn)),
        .stream(
            "usage inside the choice, counts as decimals, cache hits by another name",
            [
                #"{"choices":[{"delta":{"content":"a"},"finish_reason":"stop","usage":{"prompt_tokens":3.0,"completion_tokens":1,"prompt_cache_hit_tokens":2}}]}"#
            ], usage: Usage(inputTokens: 3, outputTokens: 1, cachedInputTokens: 2), .answer([.text("a")], .endOfTurn)),
        .stream(
            "growing usage on every chunk",
            [
                #"{"choices":[{"delta":{"content":"a"}}],"usage":{"prompt_tokens":3,"completion_tokens":1}}"#,
                #"{"choices":[{"delta":{"content":"b"},"finish_reason":"stop"}],"usage":{"prompt_tokens":3,"completion_tokens":2}}"#,
            ], usage: Usage(inputTokens: 3, outputTokens: 2), .answer([.text("ab")], .endOfTurn)),
        .stream(
            "total only",
            [
                #"{"choices":[{"delta":{"content":"a"},"finish_reason":"stop"}],"usage":{"prompt_tokens":3,"total_tokens":8}}"#
            ],
            usage: Usage(inputTokens: 3, outputTokens: 5), .answer([.text("a")], .endOfTurn)),
        .stream(
            "nonsense counts",
            [
                #"{"choices":[{"delta":{"content":"a"},"finish_reason":"stop"}],"usage":{"prompt_tokens":-3,"completion_tokens":9223372036854775807,"prompt_tokens_details":{"cached_tokens":7}}}"#
            ],
            usage: Usage(inputTokens: 0, outputTokens: 1 << 40), .answer([.text("a")], .endOfTurn)),
    ]

    static let failures: [ChatStreamCase] = [
        .deltas("cut in silence", [#"{"content":"half"}"#], done: false, .answer([.text("half")], .endOfTurn))
            .cutBeforeFinish(),
        .stream("nothing but [DONE]", [], .failure(.malformedResponse, textBefore: "")),
        ChatStreamCase(name: "empty body", body: "", outcome: .failure(.malformedResponse, textBefore: "")),
        ChatStreamCase(
            name: "cut inside an event", body: "data: {\"choices\":[{\"delta\":{\"content\":\"a\"}}]}\n\ndata: {\"choi",
            outcome: .failure(.malformedResponse, textBefore: "a")),
        .stream(
            "error object in mid-stream",
            [
                #"{"choices":[{"delta":{"content":"half"}}]}"#,
                #"{"error":{"message":"The server is overloaded","type":"overloaded_error"}}"#,
            ], .failure(.overloaded, textBefore: "half")),
        .stream(
            "error beside finish reason error",
            [
                #"{"choices":[{"delta":{"content":"half"}}]}"#,
                #"{"error":{"code":429,"message":"slow down"},"choices":[{"index":0,"delta":{"content":""},"finish_reason":"error"}]}"#,
            ], .failure(.rateLimited, textBefore: "half")),
        .stream(
            "finish reason error alone", [#"{"choices":[{"delta":{"content":"half"},"finish_reason":"error"}]}"#],
            .failure(.upstreamFailed, textBefore: "half")),
        .stream("error as text", [#"{"error":"model crashed"}"#], .failure(.upstreamFailed, textBefore: "")),
        .stream(
            "error without an error key", [#"{"object":"error","message":"bad","type":"BadRequestError","code":400}"#],
            .failure(.invalidRequest, textBefore: "")),
        ChatStreamCase(
            name: "event named error",
            body: "event: error\ndata: {\"message\":\"slow\",\"type\":\"rate_limit_error\"}\n\n",
            outcome: .failure(.rateLimited, textBefore: "")),
        .stream(
            "broken JSON", [#"{"choices":[{"delta":{"content":"a"}}]}"#, "{oops"],
            .failure(.malformedResponse, textBefore: "a")),
        .stream("not an object", ["[1]"], .failure(.malformedResponse, textBefore: "")),
        .deltas(
            "tool_calls without calls", [#"{"content":"a"}"#], finish: #""tool_calls""#,
            .failure(.malformedResponse, textBefore: "a")),
        .deltas(
            "call without a name", [#"{"tool_calls":[{"index":0,"id":"a","function":{"arguments":"{}"}}]}"#],
            .failure(.malformedResponse, textBefore: "")),
        ChatStreamCase(
            name: "web page", body: "\n<!DOCTYPE html><html><head><title>Login</title></head><body>…</body></html>",
            outcome: .failure(.malformedResponse, textBefore: "")),
        ChatStreamCase(
            name: "200 with an error document", body: #"{"error":{"message":"no such key","code":"invalid_api_key"}}"#,
            outcome: .failure(.authentication, textBefore: "")),
        .stream(
            "capacity runs out in mid-answer",
            [#"{"choices":[{"delta":{"content":"half"},"finish_reason":"insufficient_system_resource"}]}"#],
            .failure(.overloaded, textBefore: "half")),
    ]

    /// The same stream without the chunk that says why the model stopped.
    private func cutBeforeFinish() -> ChatStreamCase {
        var cut = self
        let events = body.split(separator: "\n\n").dropLast()
        cut.body = events.map { $0 + "\n\n" }.joined()
        cut.outcome = .failure(.malformedResponse, textBefore: "half")
        return cut
    }
}
