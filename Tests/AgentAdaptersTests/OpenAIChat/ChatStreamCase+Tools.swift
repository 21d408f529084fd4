import AgentPrimitives

extension ChatStreamCase {
    static let tools: [ChatStreamCase] = [
        .deltas(
            "one call in fragments",
            [
                #"{"role":"assistant","content":null,"tool_calls":[{"index":0,"id":"a","type":"function","function":{"name":"calc","arguments":""}}]}"#,
                #"{"tool_calls":[{"index":0,"function":{"arguments":"{\"expres"}}]}"#,
                #"{"tool_calls":[{"index":0,"function":{"arguments":"sion\":\"6*7\"}"}}]}"#,
            ], finish: #""tool_calls""#, .answer([call("a", "calc", #"{"expression":"6*7"}"#)], .toolUse)),
        .deltas(
            "two calls one after the other",
            [
                #"{"tool_calls":[{"index":0,"id":"a","function":{"name":"calc","arguments":"{\"x\":1}"}}]}"#,
                #"{"tool_calls":[{"index":1,"id":"b","function":{"name":"fs_read","arguments":"{\"y\":"}}]}"#,
                #"{"tool_calls":[{"index":1,"function":{"arguments":"2}"}}]}"#,
            ], finish: #""tool_calls""#,
            .answer([call("a", "calc", #"{"x":1}"#), call("b", "fs.read", #"{"y":2}"#)], .toolUse)),
        .deltas(
            "two calls interleaved",
            [
                #"{"tool_calls":[{"index":0,"id":"a","function":{"name":"calc","arguments":""}},{"index":1,"id":"b","function":{"name":"calc","arguments":""}}]}"#,
                #"{"tool_calls":[{"index":0,"function":{"arguments":"{\"x\""}},{"index":1,"function":{"arguments":"{\"y\""}}]}"#,
                #"{"tool_calls":[{"index":1,"function":{"arguments":":2}"}},{"index":0,"function":{"arguments":":1}"}}]}"#,
            ], finish: #""tool_calls""#,
            .answer([call("a", "calc", #"{"x":1}"#), call("b", "calc", #"{"y":2}"#)], .toolUse)),
        .deltas(
            "indices start at one and leave a gap",
            [
                #"{"tool_calls":[{"index":1,"id":"a","function":{"name":"calc","arguments":"{\"x\":1}"}}]}"#,
                #"{"tool_calls":[{"index":3,"id":"b","function":{"name":"calc","arguments":"{\"y\":2}"}}]}"#,
            ], .answer([call("a", "calc", #"{"x":1}"#), call("b", "calc", #"{"y":2}"#)], .toolUse)),
        .deltas(
            "no indices, whole calls in one chunk",
            [
                #"{"tool_calls":[{"id":"a","function":{"name":"calc","arguments":"{\"x\":1}"}},{"id":"b","function":{"name":"calc","arguments":"{\"x\":1}"}}]}"#
            ],
            .answer([call("a", "calc", #"{"x":1}"#), call("b", "calc", #"{"x":1}"#)], .toolUse)),
        .deltas(
            "no indices and no ids, whole calls in one chunk",
            [
                #"{"tool_calls":[{"function":{"name":"calc","arguments":"{\"x\":1}"}},{"function":{"name":"calc","arguments":"{\"x\":2}"}}]}"#
            ],
            .answer([call("call_1", "calc", #"{"x":1}"#), call("call_2", "calc", #"{"x":2}"#)], .toolUse)),
        .deltas(
            "no indices and no ids, a chunk each",
            [
                #"{"tool_calls":[{"function":{"name":"calc","arguments":"{\"x\":1}"}}]}"#,
                #"{"tool_calls":[{"function":{"name":"calc","arguments":"{\"x\":2}"}}]}"#,
            ], .answer([call("call_1", "calc", #"{"x":1}"#), call("call_2", "calc", #"{"x":2}"#)], .toolUse)),
        .deltas(
            "every call has index 0",
            [
                #"{"tool_calls":[{"index":0,"id":"a","function":{"name":"calc","arguments":""}}]}"#,
                #"{"tool_calls":[{"index":0,"function":{"arguments":"{\"x\":1}"}}]}"#,
                #"{"tool_calls":[{"index":0,"id":"b","function":{"name":"calc","arguments":""}}]}"#,
                #"{"tool_calls":[{"index":0,"function":{"arguments":"{\"y\":2}"}}]}"#,
            ], .answer([call("a", "calc", #"{"x":1}"#), call("b", "calc", #"{"y":2}"#)], .toolUse)),
        .deltas(
            "id and name repeated with every fragment",
            [
                #"{"tool_calls":[{"index":0,"id":"a","function":{"name":"calc","arguments":"{\"x"}}]}"#,
                #"{"tool_calls":[{"index":0,"id":"a","function":{"name":"calc","arguments":"\":1}"}}]}"#,
                #"{"tool_calls":[{"index":0,"id":"a","function":{"name":"calc","arguments":""}}]}"#,
            ], .answer([call("a", "calc", #"{"x":1}"#)], .toolUse)),
        .deltas(
            "nulls do not overwrite id and name",
            [
                #"{"tool_calls":[{"index":0,"id":"a","type":"function","function":{"name":"calc","arguments":null}}]}"#,
                #"{"tool_calls":[{"index":0,"id":null,"type":null,"function":{"name":null,"arguments":"{\"x\":1}"}}]}"#,
            ], .answer([call("a", "calc", #"{"x":1}"#)], .toolUse)),
        .deltas(
            "no arguments, empty text",
            [#"{"tool_calls":[{"index":0,"id":"a","function":{"name":"now","arguments":""}}]}"#],
            .answer([call("a", "now", "{}")], .toolUse)),
        .deltas(
            "no arguments, absent", [#"{"tool_calls":[{"index":0,"id":"a","function":{"name":"now"}}]}"#],
            .answer([call("a", "now", "{}")], .toolUse)),
        .deltas(
            "no arguments, the text null",
            [#"{"tool_calls":[{"index":0,"id":"a","function":{"name":"now","arguments":"null"}}]}"#],
            .answer([call("a", "now", "{}")], .toolUse)),
        .deltas(
            "two calls without arguments",
            [
                #"{"tool_calls":[{"index":0,"id":"a","function":{"name":"now","arguments":""}}]}"#,
                #"{"tool_calls":[{"index":1,"id":"b","function":{"name":"calc","arguments":"{\"x\":1}"}}]}"#,
            ], .answer([call("a", "now", "{}"), call("b", "calc", #"{"x":1}"#)], .toolUse)),
        .deltas(
            "empty object ahead of the arguments",
            [
                #"{"tool_calls":[{"index":0,"id":"a","function":{"name":"calc","arguments":"{}"}}]}"#,
                #"{"tool_calls":[{"index":0,"function":{"arguments":"{\"x\":"}}]}"#,
                #"{"tool_calls":[{"index":0,"function":{"arguments":"1}"}}]}"#,
            ], .answer([call("a", "calc", #"{"x":1}"#)], .toolUse)),
        .deltas(
            "arguments as an object",
            [#"{"tool_calls":[{"index":0,"id":"a","function":{"name":"calc","arguments":{"x":1}}}]}"#],
            .answer([call("a", "calc", #"{"x":1}"#)], .toolUse)),
        .deltas(
            "arguments that grow from the start each time",
            [
                #"{"tool_calls":[{"index":0,"id":"a","function":{"name":"calc","arguments":"{\"x\":"}}]}"#,
                #"{"tool_calls":[{"index":0,"id":"a","function":{"name":"calc","arguments":"{\"x\":1}"}}]}"#,
            ], .answer([call("a", "calc", #"{"x":1}"#)], .toolUse)),
        .deltas(
            "whole arguments sent twice",
            [
                #"{"tool_calls":[{"index":0,"id":"a","function":{"name":"calc","arguments":"{\"x\":1}"}}]}"#,
                #"{"tool_calls":[{"index":0,"id":"a","function":{"name":"calc","arguments":"{\"x\":1}"}}]}"#,
            ], .answer([call("a", "calc", #"{"x":1}"#)], .toolUse)),
        .stream(
            "arguments only in the final event",
            [
                #"{"choices":[{"delta":{"tool_calls":[{"index":0,"id":"a","function":{"name":"calc","arguments":""}}]}}]}"#,
                #"{"choices":[{"finish_reason":"tool_calls","message":{"role":"assistant","tool_calls":[{"id":"a","function":{"name":"calc","arguments":"{\"x\":1}"}}]}}]}"#,
            ], .answer([call("a", "calc", #"{"x":1}"#)], .toolUse)),
        .stream(
            "a call only in the final event",
            [
                #"{"choices":[{"delta":{"content":"Let me see."}}]}"#,
                #"{"choices":[{"finish_reason":"tool_calls","message":{"content":"Let me see.","tool_calls":[{"id":"a","function":{"name":"calc","arguments":"{\"x\":1}"}}]}}]}"#,
            ], .answer([.text("Let me see."), call("a", "calc", #"{"x":1}"#)], .toolUse)),
        .deltas(
            "text around a call",
            [
                #"{"content":"Let me "}"#, #"{"content":"see."}"#,
                #"{"tool_calls":[{"index":0,"id":"a","function":{"name":"calc","arguments":"{\"x\":1}"}}]}"#,
                #"{"content":" Done."}"#,
            ], .answer([.text("Let me see."), call("a", "calc", #"{"x":1}"#), .text(" Done.")], .toolUse)),
        .deltas(
            "text in the middle of a call",
            [
                #"{"tool_calls":[{"index":0,"id":"a","function":{"name":"calc","arguments":"{\"x\""}}]}"#,
                #"{"content":"Wait."}"#,
                #"{"tool_calls":[{"index":0,"function":{"arguments":":1}"}}]}"#,
            ], .answer([call("a", "calc", #"{"x":1}"#), .text("Wait.")], .toolUse)),
        .deltas(
            "finish reason stop with a call",
            [#"{"tool_calls":[{"index":0,"id":"a","function":{"name":"calc","arguments":"{\"x\":1}"}}]}"#],
            finish: #""stop""#, .answer([call("a", "calc", #"{"x":1}"#)], .toolUse)),
        .deltas(
            "cut by the limit in mid-call",
            [#"{"tool_calls":[{"index":0,"id":"a","function":{"name":"calc","arguments":"{\"x\":"}}]}"#],
            finish: #""length""#, .answer([call("a", "calc", #"{"x":"#)], .outputLimit)),
        .deltas(
            "an id used twice",
            [
                #"{"tool_calls":[{"index":0,"id":"a","function":{"name":"calc","arguments":"{\"x\":1}"}},{"index":1,"id":"a","function":{"name":"calc","arguments":"{\"x\":2}"}}]}"#
            ],
            .answer([call("a", "calc", #"{"x":1}"#), call("call_1", "calc", #"{"x":2}"#)], .toolUse)),
        .deltas(
            "legacy function_call",
            [#"{"function_call":{"name":"calc","arguments":"{\"x\""}}"#, #"{"function_call":{"arguments":":1}"}}"#],
            finish: #""function_call""#, .answer([call("call_1", "calc", #"{"x":1}"#)], .toolUse)),
        .deltas(
            "braces and quotes in strings",
            [
                #"{"tool_calls":[{"index":0,"id":"a","function":{"name":"calc","arguments":"{\"x\":\"}\\\"{\""}}]}"#,
                #"{"tool_calls":[{"index":0,"function":{"arguments":",\"y\":[{}]}"}}]}"#,
            ], .answer([call("a", "calc", #"{"x":"}\"{","y":[{}]}"#)], .toolUse)),
        .deltas(
            "a tool that nobody offered",
            [#"{"tool_calls":[{"index":0,"id":"a","function":{"name":"rm_rf","arguments":"{}"}}]}"#],
            .answer([call("a", "rm_rf", "{}")], .toolUse)),
        .deltas(
            "more after complete arguments",
            [
                #"{"tool_calls":[{"index":0,"id":"a","function":{"name":"calc","arguments":"{\"x\":1}"}}]}"#,
                #"{"tool_calls":[{"index":0,"function":{"arguments":"{\"y\":2}"}}]}"#,
            ], .failure(.malformedResponse, textBefore: "")),
        .stream(
            "[DONE] in mid-call",
            [
                #"{"choices":[{"delta":{"tool_calls":[{"index":0,"id":"a","function":{"name":"calc","arguments":"{\"x\""}}]}}]}"#
            ],
            .failure(.malformedResponse, textBefore: "")),
    ]

    static let documents: [ChatStreamCase] = [
        ChatStreamCase(
            name: "whole response with text",
            body:
                #"{"id":"c1","object":"chat.completion","model":"m","choices":[{"index":0,"message":{"role":"assistant","content":"Hello","refusal":null},"logprobs":null,"finish_reason":"stop"}],"usage":{"prompt_tokens":3,"completion_tokens":1}}"#,
            outcome: .answer([.text("Hello")], .endOfTurn), usage: Usage(inputTokens: 3, outputTokens: 1)),
        ChatStreamCase(
            name: "whole response with reasoning and two calls",
            body: """
                {
                  "id": "c1", "model": "m",
                  "choices": [{"message": {"content": null, "reasoning_content": "Hm", "tool_calls": [
                    {"id": "a", "type": "function", "function": {"name": "calc", "arguments": "{\\"x\\":1}"}},
                    {"id": "b", "type": "function", "function": {"name": "now", "arguments": ""}}]},
                    "finish_reason": "tool_calls"}]
                }
                """,
            outcome: .answer(
                [.reasoning(text: "Hm", signature: nil), call("a", "calc", #"{"x":1}"#), call("b", "now", "{}")],
                .toolUse)),
        ChatStreamCase(
            name: "whole response cut short", body: #"{"id":"c1","choices":[{"message":{"content":"Hel"#,
            outcome: .failure(.malformedResponse, textBefore: "")),
    ]
}
