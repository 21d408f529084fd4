import AgentPrimitives

@testable import AgentAdapters

extension GeminiStreamCase {
    static let plain: [GeminiStreamCase] = [
        events(
            "text in pieces", [chunk(text("Hel")), chunk(text("lo, Zoë 😀")), last(text("!"))],
            usage: Usage(inputTokens: 10, outputTokens: 3), .answer([.text("Hello, Zoë 😀!")], .endOfTurn)),
        events(
            "an end without text, in a chunk of its own", [chunk(text("a")), last(text(""))],
            .answer([.text("a")], .endOfTurn)),
        events(
            "an end without content", [chunk(text("a")), #"{"candidates":[{"finishReason":"STOP","index":0}]}"#],
            .answer([.text("a")], .endOfTurn)),
        events(
            "nulls, no index, other candidates",
            [
                #"{"candidates":[{"content":{"parts":[{"text":"no"}]},"index":1},{"content":{"parts":[{"text":"a","thought":null,"thoughtSignature":null,"functionCall":null}],"role":null},"finishReason":null,"citationMetadata":null,"groundingMetadata":null}],"promptFeedback":null,"usageMetadata":null,"error":null}"#,
                #"{"candidates":[{"content":null,"finishReason":"STOP"}]}"#,
            ], .answer([.text("a")], .endOfTurn)),
        events(
            "a reason in every chunk", [last(text("a")), last(text("b")), last(text("c"), reason: "MAX_TOKENS")],
            .answer([.text("abc")], .outputLimit)),
        events("an answer without a word", [last()], .answer([], .endOfTurn)),
        events(
            "an end mark of another API", [chunk(text("a")), last(text("b")), "[DONE]"],
            .answer([.text("ab")], .endOfTurn)),
        GeminiStreamCase(
            name: "comments, no blank behind the colon, bare line feeds",
            body: ": wait\n\ndata:\(chunk(text("a")))\n\n: wait\n\nid: 1\ndata:\(last(text("b")))\n\n",
            outcome: .answer([.text("ab")], .endOfTurn)),
        GeminiStreamCase(
            name: "a last event without its empty line", body: event(chunk(text("a"))) + "data: " + last(text("b")),
            outcome: .answer([.text("ab")], .endOfTurn)),
    ]

    static let thoughts: [GeminiStreamCase] = [
        events(
            "thoughts, then text with a signature",
            [
                chunk(thought("Hm")), chunk(thought("m.")),
                chunk(#"{"text":"So","thoughtSignature":"c2ln"}"#), last(text(" it is.")),
            ],
            .answer(
                [
                    .reasoning(text: "Hmm.", signature: nil), .text("So"), .opaque(gemini("c2ln")),
                    .text(" it is."),
                ], .endOfTurn)),
        events(
            "a signature of a thought",
            [chunk(thought("Hm")), last(#"{"text":"","thought":true,"thoughtSignature":"c2ln"}"#, text("a"))],
            .answer([.reasoning(text: "Hm", signature: gemini("c2ln")), .text("a")], .endOfTurn)),
        events(
            "a signature that stands alone at the end keeps its place",
            [chunk(text("a")), last(#"{"text":"","thoughtSignature":"c2ln"}"#)],
            .answer([.text("a"), .opaque(gemini(#"{"text":"","thoughtSignature":"c2ln"}"#))], .endOfTurn)),
    ]

    static let tools: [GeminiStreamCase] = [
        events(
            "STOP although tools were called, in the same chunk",
            [last(call("fs.read", #"{"path":"a","n":1.0,"deep":[{"x":null}]}"#))],
            .answer([toolCall("call_1", "fs.read", #"{"path":"a","n":1.0,"deep":[{"x":null}]}"#)], .toolUse)),
        events(
            "STOP although tools were called, in a chunk of its own",
            [chunk(call("now", "{}")), last(text(""))], .answer([toolCall("call_1", "now", "{}")], .toolUse)),
        events(
            "STOP although tools were called, in every chunk",
            [last(call("now", "{}")), last(call("now", "{}")), last()],
            .answer([toolCall("call_1", "now", "{}"), toolCall("call_2", "now", "{}")], .toolUse)),
        events(
            "parallel calls, of which the first is signed",
            [
                chunk(
                    thought("Two."), call("a", #"{"x":1}"#, more: #","thoughtSignature":"c2ln""#),
                    call("b", #"{"x":2}"#)), last(text("")),
            ],
            .answer(
                [
                    .reasoning(text: "Two.", signature: nil), toolCall("call_1", "a", #"{"x":1}"#, signature: "c2ln"),
                    toolCall("call_2", "b", #"{"x":2}"#),
                ], .toolUse)),
        events(
            "ids of the provider, one of them twice",
            [
                last(
                    #"{"functionCall":{"id":"f1","name":"a","args":{}}}"#,
                    #"{"functionCall":{"id":"f1","name":"b","args":{}}}"#, #"{"functionCall":{"id":"","name":"c"}}"#)
            ],
            .answer(
                [toolCall("f1", "a", "{}"), toolCall("call_1", "b", "{}"), toolCall("call_2", "c", "{}")], .toolUse)),
        events(
            "no arguments, in every way",
            [
                last(
                    call("a", "{}"), call("b", "null"), #"{"functionCall":{"name":"c"}}"#, call("d", #""""#),
                    call("e", #""{}""#))
            ],
            .answer(
                ["a", "b", "c", "d", "e"].enumerated().map { toolCall("call_\($0 + 1)", $1, "{}") }, .toolUse)),
        events(
            "arguments as text", [last(call("a", #""{\"x\":1}""#))],
            .answer([toolCall("call_1", "a", #"{"x":1}"#)], .toolUse)),
        events(
            "text around a call", [chunk(text("See:")), chunk(call("a", "{}")), last(text("Then."))],
            .answer([.text("See:"), toolCall("call_1", "a", "{}"), .text("Then.")], .toolUse)),
        events(
            "a call cut by the output limit", [last(call("a", "{}"), reason: "MAX_TOKENS")],
            .answer([toolCall("call_1", "a", "{}")], .outputLimit)),
    ]

    static let others: [GeminiStreamCase] = [
        events(
            "an image among the text",
            [
                chunk(text("Here:")), chunk(#"{"inlineData":{"mimeType":"image/png","data":"iVBORw0KGgo="}}"#),
                last(text("Nice.")),
            ],
            .answer(
                [
                    .text("Here:"),
                    .media(Media(kind: .image, source: .base64("iVBORw0KGgo="), mediaType: "image/png")),
                    .text("Nice."),
                ], .endOfTurn)),
        events(
            "an image with a signature, and a file",
            [
                last(
                    #"{"inlineData":{"mimeType":"image/png","data":"AA=="},"thoughtSignature":"c2ln"}"#,
                    #"{"fileData":{"mimeType":"audio/wav","fileUri":"https://a.example/x.wav"}}"#)
            ],
            .answer(
                [
                    .media(Media(kind: .image, source: .base64("AA=="), mediaType: "image/png")),
                    .opaque(gemini("c2ln")),
                    .media(Media(kind: .audio, source: .url("https://a.example/x.wav"), mediaType: "audio/wav")),
                ], .endOfTurn)),
        events(
            "code that ran at the provider",
            [
                chunk(#"{"executableCode":{"language":"PYTHON","code":"1+1"},"thoughtSignature":"c2ln"}"#),
                chunk(#"{"codeExecutionResult":{"outcome":"OUTCOME_OK","output":"2"}}"#), last(text("2")),
            ],
            .answer(
                [
                    .opaque(
                        gemini(#"{"executableCode":{"language":"PYTHON","code":"1+1"},"thoughtSignature":"c2ln"}"#)),
                    .opaque(gemini(#"{"codeExecutionResult":{"outcome":"OUTCOME_OK","output":"2"}}"#)), .text("2"),
                ], .endOfTurn)),
        events(
            "sources that a search found, repeated, in the last chunk",
            [
                chunk(
                    text("It rained"),
                    more: #","groundingMetadata":{"groundingChunks":[{"web":{"uri":"u1","title":"t1"}}]}"#),
                last(
                    text("."),
                    more:
                        #","groundingMetadata":{"webSearchQueries":["q"],"groundingChunks":[{"web":{"uri":"u1","title":"t1"}},{"retrievedContext":{"uri":"u2","text":"rain"}}]}"#
                ),
            ],
            .answer(
                [
                    .text("It rained."),
                    .citation(Citation(url: "u1", title: "t1", state: gemini(#"{"web":{"uri":"u1","title":"t1"}}"#))),
                    .citation(
                        Citation(
                            url: "u2", quote: "rain",
                            state: gemini(#"{"retrievedContext":{"uri":"u2","text":"rain"}}"#))),
                ], .endOfTurn)),
        events(
            "sources behind the text, in a chunk without any, and recited ones",
            [
                chunk(text("a")),
                last(
                    more:
                        #","citationMetadata":{"citationSources":[{"startIndex":0,"endIndex":1,"uri":"u","license":"mit"}]}"#
                ),
            ],
            .answer(
                [
                    .text("a"),
                    .citation(
                        Citation(
                            url: "u", state: gemini(#"{"startIndex":0,"endIndex":1,"uri":"u","license":"mit"}"#))),
                ], .endOfTurn)),
        events(
            "sources behind a signature are not lost",
            [
                chunk(#"{"text":"a","thoughtSignature":"c2ln"}"#),
                last(more: #","groundingMetadata":{"groundingChunks":[{"web":{"uri":"u"}}]}"#),
            ],
            .answer(
                [
                    .text("a"), .opaque(gemini("c2ln")), .text(""),
                    .citation(Citation(url: "u", state: gemini(#"{"web":{"uri":"u"}}"#))),
                ], .endOfTurn)),
    ]
}
