import AgentPrimitives

@testable import AgentAdapters

extension GeminiStreamCase {
    static let ends: [GeminiStreamCase] =
        [
            "SAFETY", "RECITATION", "BLOCKLIST", "PROHIBITED_CONTENT", "SPII", "IMAGE_SAFETY",
        ].map { reason in
            events("the filter \(reason)", [last(text("a"), reason: reason)], .answer([.text("a")], .contentFilter))
        } + [
            events(
                "a filter without any content", [#"{"candidates":[{"finishReason":"SAFETY","safetyRatings":[]}]}"#],
                .answer([], .contentFilter)),
            events(
                "a prompt that was refused",
                [
                    #"{"promptFeedback":{"blockReason":"PROHIBITED_CONTENT"},"usageMetadata":{"promptTokenCount":7,"totalTokenCount":7}}"#
                ], usage: Usage(inputTokens: 7), .answer([], .contentFilter)),
            events(
                "a malformed call", [last(reason: "MALFORMED_FUNCTION_CALL", more: #","finishMessage":"m""#)],
                .answer([], .malformedToolCall)),
            events(
                "a call of a tool that was not offered", [last(text("a"), reason: "UNEXPECTED_TOOL_CALL")],
                .answer([.text("a")], .malformedToolCall)),
            events("the output limit", [last(text("a"), reason: "MAX_TOKENS")], .answer([.text("a")], .outputLimit)),
            events(
                "another reason", [last(text("a"), reason: "LANGUAGE")], .answer([.text("a")], .other("LANGUAGE"))),
            events(
                "a stream that stops in silence", [chunk(text("a"))],
                .failure(.malformedResponse, textBefore: "a")),
            events(
                "a stream that stops within an event", [chunk(text("a")), #"{"candidates":[{"content":"#],
                .failure(.malformedResponse, textBefore: "a")),
            events(
                "a chunk that is no object", [chunk(text("a")), "[1]"], .failure(.malformedResponse, textBefore: "a")),
            events(
                "a call without a name", [last(text("a"), #"{"functionCall":{"args":{}}}"#)],
                .failure(.malformedResponse, textBefore: "a")),
            events("nothing but counts", [#"{"usageMetadata":{}}"#], .failure(.malformedResponse, textBefore: "")),
            GeminiStreamCase(name: "nothing at all", body: "", outcome: .failure(.malformedResponse, textBefore: "")),
            events("a bare end mark", ["[DONE]"], .failure(.malformedResponse, textBefore: "")),
        ]

    static let failures: [GeminiStreamCase] = [
        events(
            "an overloaded provider in mid-answer", [chunk(text("a")), error(503, "UNAVAILABLE")],
            .failure(.overloaded, textBefore: "a")),
        events(
            "a quota in mid-answer", [chunk(text("a")), error(429, "RESOURCE_EXHAUSTED")],
            .failure(.rateLimited, textBefore: "a")),
        events(
            "an internal error in mid-answer", [chunk(text("a")), error(500, "INTERNAL")],
            .failure(.upstreamFailed, textBefore: "a")),
        events(
            "a deadline in mid-answer", [chunk(text("a")), error(504, "DEADLINE_EXCEEDED")],
            .failure(.timedOut, textBefore: "a")),
        GeminiStreamCase(
            name: "an error in mid-answer without the framing of an event",
            body: event(chunk(text("a")))
                + "{\n  \"error\": {\n    \"code\": 503,\n    \"message\": \"m\",\n    \"status\": \"UNAVAILABLE\"\n  }\n}\n",
            outcome: .failure(.overloaded, textBefore: "a")),
        GeminiStreamCase(
            name: "an error in an array in mid-answer without the framing of an event",
            body: event(chunk(text("a"))) + "[\(error(429, "RESOURCE_EXHAUSTED"))]",
            outcome: .failure(.rateLimited, textBefore: "a")),
        GeminiStreamCase(
            name: "an error without framing that is cut off", body: event(chunk(text("a"))) + #"{"error":{"code":50"#,
            outcome: .failure(.malformedResponse, textBefore: "a")),
        array(
            "an error as the second element", [chunk(text("a")), error(503, "UNAVAILABLE")],
            .failure(.overloaded, textBefore: "a")),
        array(
            "an error as the only element", [error(400, "INVALID_ARGUMENT")], .failure(.invalidRequest, textBefore: "")),
        GeminiStreamCase(
            name: "an error with a good status", body: error(401, "UNAUTHENTICATED"),
            outcome: .failure(.authentication, textBefore: "")),
        GeminiStreamCase(
            name: "a key that is not valid, by the reason in the details",
            body:
                #"{"error":{"code":400,"message":"API key not valid.","status":"INVALID_ARGUMENT","details":[{"@type":"type.googleapis.com/google.rpc.ErrorInfo","reason":"API_KEY_INVALID"}]}}"#,
            outcome: .failure(.authentication, textBefore: "")),
    ]

    static let documents: [GeminiStreamCase] = [
        GeminiStreamCase(
            name: "a whole answer",
            body: last(thought("Hm."), text("See."), call("fs.read", #"{"path":"a"}"#), call("now", "{}")),
            outcome: .answer(
                [
                    .reasoning(text: "Hm.", signature: nil), .text("See."),
                    toolCall("call_1", "fs.read", #"{"path":"a"}"#), toolCall("call_2", "now", "{}"),
                ], .toolUse), usage: Usage(inputTokens: 10, outputTokens: 3)),
        array(
            "an array of chunks", [chunk(text("a]}")), chunk(text(#"\"b{["#)), last(text("c"))],
            .answer([.text("a]}\"b{[c")], .endOfTurn)),
        GeminiStreamCase(
            name: "an array that is not closed behind the end", body: "[\(chunk(text("a"))),\(last(text("b")))",
            outcome: .answer([.text("ab")], .endOfTurn)),
        GeminiStreamCase(
            name: "an array that is cut off", body: "[\(chunk(text("a"))),\n{\"candidates\":[{\"cont",
            outcome: .failure(.malformedResponse, textBefore: "a")),
        GeminiStreamCase(
            name: "an array of something else", body: "[\(chunk(text("a"))),7]",
            outcome: .failure(.malformedResponse, textBefore: "a")),
        GeminiStreamCase(name: "an empty array", body: "[]", outcome: .failure(.malformedResponse, textBefore: "")),
        GeminiStreamCase(
            name: "a web page", body: "\n<!DOCTYPE html><html><head><title>Sign in</title></head></html>",
            outcome: .failure(.malformedResponse, textBefore: "")),
        GeminiStreamCase(
            name: "a document of another kind", body: #"{"ok":true}"#,
            outcome: .failure(.malformedResponse, textBefore: "")),
        GeminiStreamCase(
            name: "no candidates", body: #"{"candidates":[],"usageMetadata":{"promptTokenCount":3}}"#,
            outcome: .failure(.malformedResponse, textBefore: "")),
        GeminiStreamCase(
            name: "a document cut off", body: #"{"candidates":[{"content":{"pa"#,
            outcome: .failure(.malformedResponse, textBefore: "")),
    ]

    static let counts: [GeminiStreamCase] = [
        counted(
            "thoughts beside the candidates, a cache within the prompt",
            #"{"promptTokenCount":100,"cachedContentTokenCount":80,"candidatesTokenCount":5,"thoughtsTokenCount":20,"totalTokenCount":125}"#,
            Usage(inputTokens: 100, outputTokens: 25, cachedInputTokens: 80, reasoningTokens: 20)),
        counted(
            "results of tools at the provider beside the prompt",
            #"{"promptTokenCount":100,"toolUsePromptTokenCount":30,"candidatesTokenCount":5,"totalTokenCount":135}"#,
            Usage(inputTokens: 130, outputTokens: 5)),
        counted(
            "nothing but thoughts", #"{"promptTokenCount":9,"thoughtsTokenCount":4,"totalTokenCount":13}"#,
            Usage(inputTokens: 9, outputTokens: 4, reasoningTokens: 4)),
        counted(
            "nothing but a total and the prompt", #"{"promptTokenCount":9,"totalTokenCount":13}"#,
            Usage(inputTokens: 9, outputTokens: 4)),
        counted(
            "senseless numbers",
            #"{"promptTokenCount":-9,"candidatesTokenCount":null,"thoughtsTokenCount":"many","totalTokenCount":-1}"#,
            Usage(inputTokens: 0, outputTokens: 0)),
        events(
            "cumulative counts, of which the last are behind the end",
            [
                #"{"candidates":[{"content":{"parts":[{"text":"a"}]}}],"usageMetadata":{"promptTokenCount":9,"thoughtsTokenCount":4}}"#,
                #"{"candidates":[{"finishReason":"STOP"}],"usageMetadata":{"promptTokenCount":9,"candidatesTokenCount":1,"thoughtsTokenCount":4}}"#,
                #"{"usageMetadata":{"promptTokenCount":9,"candidatesTokenCount":2,"thoughtsTokenCount":4}}"#,
            ], usage: Usage(inputTokens: 9, outputTokens: 6, reasoningTokens: 4), .answer([.text("a")], .endOfTurn)),
    ]

    static func error(_ code: Int, _ status: String) -> String {
        #"{"error":{"code":\#(code),"message":"m","status":"\#(status)"}}"#
    }

    private static func counted(_ name: String, _ metadata: String, _ usage: Usage) -> GeminiStreamCase {
        events(
            name,
            [
                #"{"candidates":[{"content":{"parts":[{"text":"a"}]},"finishReason":"STOP"}],"usageMetadata":\#(metadata)}"#
            ], usage: usage, .answer([.text("a")], .endOfTurn))
    }
}
