import AgentPrimitives

@testable import AgentAdapters

extension AnthropicStreamCase {
    static let ends: [AnthropicStreamCase] = [
        stream(
            "the stop text that was met",
            [start] + text(0, "a") + [
                #"{"type":"message_delta","delta":{"stop_reason":"stop_sequence","stop_sequence":"END"},"usage":{"output_tokens":3}}"#,
                #"{"type":"message_stop"}"#,
            ], .answer([.text("a")], .stopSequence("END"))),
        blocks("the output limit", text(0, "a"), stop: #""max_tokens""#, .answer([.text("a")], .outputLimit)),
        blocks("a paused turn", text(0, "a"), stop: #""pause_turn""#, .answer([.text("a")], .paused)),
        blocks("a refusal", text(0, "a"), stop: #""refusal""#, .answer([.text("a")], .contentFilter)),
        blocks(
            "a full context", text(0, "a"), stop: #""model_context_window_exceeded""#,
            .answer([.text("a")], .contextFull)),
        blocks("a reason of a later version", text(0, "a"), stop: #""mood""#, .answer([.text("a")], .other("mood"))),
        stream(
            "no message_stop, yet a reason", [start] + text(0, "a") + [end(#""end_turn""#)[0]],
            .answer([.text("a")], .endOfTurn)),
        stream(
            "a message_stop twice, and an end mark of another API",
            [start] + text(0, "a") + end(#""end_turn""#) + [#"{"type":"message_stop"}"#, "[DONE]"],
            .answer([.text("a")], .endOfTurn)),
        stream(
            "a block left open at the end",
            [start] + text(0, "a").dropLast() + end(#""end_turn""#), .answer([.text("a")], .endOfTurn)),
        stream(
            "a stream that stops in silence", [start] + text(0, "a"), .failure(.malformedResponse, textBefore: "a")),
        stream(
            "a message_stop without a reason", [start] + text(0, "a") + [#"{"type":"message_stop"}"#],
            .failure(.malformedResponse, textBefore: "a")),
        stream("a bare message_stop", [#"{"type":"message_stop"}"#], .failure(.malformedResponse, textBefore: "")),
        AnthropicStreamCase(name: "nothing at all", body: "", outcome: .failure(.malformedResponse, textBefore: "")),
        blocks(
            "a stop for tools without any", text(0, "a"), stop: #""tool_use""#,
            .failure(.malformedResponse, textBefore: "a")),
        blocks(
            "arguments for a call that never began", [input(0, "{}")], .failure(.malformedResponse, textBefore: "")),
        blocks(
            "a call without a name", [begin(0, #"{"type":"tool_use","id":"a","input":{}}"#), stop(0)],
            .failure(.malformedResponse, textBefore: "")),
        stream(
            "an overloaded provider in mid-answer",
            [start] + text(0, "a").dropLast() + [
                #"{"type":"error","error":{"details":null,"type":"overloaded_error","message":"Overloaded"}}"#
            ], .failure(.overloaded, textBefore: "a")),
        stream(
            "a rate limit in mid-answer",
            [start, #"{"type":"error","error":{"type":"rate_limit_error","message":"slow down"}}"#],
            .failure(.rateLimited, textBefore: "")),
        stream(
            "an error of an unknown type", [start, #"{"type":"error","error":{"type":"odd","message":"m"}}"#],
            .failure(.upstreamFailed, textBefore: "")),
        AnthropicStreamCase(
            name: "an error event that is no JSON", body: "event: error\ndata: upstream went away\n\n",
            outcome: .failure(.upstreamFailed, textBefore: "")),
        AnthropicStreamCase(
            name: "broken JSON",
            body: event(start) + text(0, "a").map(event).joined() + "event: message_delta\ndata: {\"type\":\n\n",
            outcome: .failure(.malformedResponse, textBefore: "a")),
        stream(
            "counts with a cache, cumulative, with nulls and zeros",
            [
                #"{"type":"message_start","message":{"id":"i","model":"c","usage":{"input_tokens":10,"cache_read_input_tokens":100,"cache_creation_input_tokens":null,"cache_creation":{"ephemeral_5m_input_tokens":3,"ephemeral_1h_input_tokens":4},"output_tokens":1}}}"#
            ] + text(0, "a") + [
                #"{"type":"message_delta","delta":{"stop_reason":null},"usage":{"input_tokens":0,"output_tokens":5}}"#,
                #"{"type":"message_delta","delta":{"stop_reason":"end_turn"},"usage":{"input_tokens":null,"output_tokens":9}}"#,
                #"{"type":"message_stop"}"#,
            ],
            usage: Usage(inputTokens: 117, outputTokens: 9, cachedInputTokens: 100, cacheWriteTokens: 7),
            .answer([.text("a")], .endOfTurn)),
    ]

    static let documents: [AnthropicStreamCase] = [
        AnthropicStreamCase(
            name: "a whole message",
            body:
                #"{"id":"msg_1","type":"message","role":"assistant","model":"claude","content":[{"type":"thinking","thinking":"Hm.","signature":"s"},{"type":"text","text":"See."},{"type":"tool_use","id":"a","name":"fs_read","input":{"path":"a"}},{"type":"tool_use","id":"b","name":"now","input":{}}],"stop_reason":"tool_use","stop_sequence":null,"usage":{"input_tokens":3,"output_tokens":2}}"#,
            outcome: .answer(
                [
                    .reasoning(text: "Hm.", signature: .anthropic("s")), .text("See."),
                    toolCall("a", "fs.read", #"{"path":"a"}"#), toolCall("b", "now", "{}"),
                ], .toolUse), usage: Usage(inputTokens: 3, outputTokens: 2)),
        AnthropicStreamCase(
            name: "an error with a good status",
            body: #"{"type":"error","error":{"type":"overloaded_error","message":"Overloaded"},"request_id":"r"}"#,
            outcome: .failure(.overloaded, textBefore: "")),
        AnthropicStreamCase(
            name: "a web page", body: "\n<!DOCTYPE html><html><head><title>Sign in</title></head></html>",
            outcome: .failure(.malformedResponse, textBefore: "")),
        AnthropicStreamCase(
            name: "a document of another kind", body: #"{"ok":true}"#,
            outcome: .failure(.malformedResponse, textBefore: "")),
        AnthropicStreamCase(
            name: "a document cut off", body: #"{"id":"msg_1","content":[{"type":"te"#,
            outcome: .failure(.malformedResponse, textBefore: "")),
    ]
}
