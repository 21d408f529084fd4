import AgentPrimitives

@testable import AgentAdapters

extension AnthropicStreamCase {
    static let plain: [AnthropicStreamCase] = [
        stream(
            "the provider's own stream, with pings and padding",
            [
                start, begin(0, #"{"type":"text","text":""}"#), #"{"type": "ping"}"#,
                delta(0, #"{"type":"text_delta","text":"Hel"}"#) + "      ",
                #"{"type": "ping"}"#,
                #"{ "type": "content_block_delta", "index": 0, "delta": { "type": "text_delta", "text": "lo\n\"Zoë\" \ud83d\ude00" } }"#,
                stop(0), #"{"type": "ping"}"#,
            ] + end(#""end_turn""#),
            usage: Usage(inputTokens: 25, outputTokens: 15),
            .answer([.text("Hello\n\"Zoë\" 😀")], .endOfTurn)),
        blocks(
            "two texts stay two blocks", text(0, "a") + text(1, "b"), .answer([.text("a"), .text("b")], .endOfTurn)),
        blocks("an empty text is no block", text(0, "") + text(1, "b"), .answer([.text("b")], .endOfTurn)),
        blocks("an answer without content", [], .answer([], .endOfTurn)),
        blocks(
            "events and deltas of a later version are passed over",
            [#"{"type":"message_annotation","note":1}"#]
                + [begin(0, #"{"type":"text","text":""}"#), delta(0, #"{"type":"tone_delta","tone":"warm"}"#)]
                + [delta(0, #"{"type":"text_delta","text":"a"}"#), stop(0)],
            .answer([.text("a")], .endOfTurn)),
        blocks(
            "indices with gaps and repeats", text(3, "a") + text(3, "b") + text(1, "c"),
            .answer([.text("a"), .text("b"), .text("c")], .endOfTurn)),
        blocks(
            "a block without a stop ends with the next one", Array(text(0, "a").dropLast()) + text(0, "b"),
            .answer([.text("a"), .text("b")], .endOfTurn)),
        blocks(
            "a block without a start", [delta(0, #"{"type":"text_delta","text":"a"}"#), stop(0)],
            .answer([.text("a")], .endOfTurn)),
        blocks(
            "a block that comes whole in its start", [begin(0, #"{"type":"text","text":"all"}"#), stop(0)],
            .answer([.text("all")], .endOfTurn)),
        blocks(
            "explicit nulls",
            [
                #"{"type":"content_block_start","index":null,"content_block":{"type":"text","text":null,"citations":null}}"#,
                #"{"type":"content_block_delta","index":null,"delta":{"type":"text_delta","text":null}}"#,
                #"{"type":"content_block_delta","index":null,"delta":{"type":"text_delta","text":"a"}}"#,
                #"{"type":"content_block_stop","index":null}"#, "null",
            ], .answer([.text("a")], .endOfTurn)),
        blocks(
            "citations go out behind their text",
            [
                begin(0, #"{"type":"text","text":"","citations":[]}"#),
                delta(
                    0,
                    #"{"type":"citations_delta","citation":{"type":"web_search_result_location","url":"https://a.example","title":"A","encrypted_index":"x","cited_text":"said"}}"#
                ),
                delta(0, #"{"type":"text_delta","text":"It said."}"#), stop(0),
            ],
            .answer(
                [
                    .text("It said."),
                    .citation(
                        Citation(
                            url: "https://a.example", title: "A", quote: "said",
                            state: ProviderState(
                                origin: "anthropic",
                                data:
                                    #"{"type":"web_search_result_location","url":"https://a.example","title":"A","encrypted_index":"x","cited_text":"said"}"#
                            ))),
                ], .endOfTurn)),
    ]

    static let thinking: [AnthropicStreamCase] = [
        blocks(
            "a signature for each block of thinking",
            [
                begin(0, #"{"type":"thinking","thinking":"","signature":""}"#),
                delta(0, #"{"type":"thinking_delta","thinking":"One."}"#),
                delta(0, #"{"type":"thinking_delta","thinking":" Two."}"#),
                delta(0, #"{"type":"signature_delta","signature":"sig0"}"#), stop(0),
                begin(1, #"{"type":"thinking","thinking":"","signature":""}"#),
                delta(1, #"{"type":"thinking_delta","thinking":"Three."}"#),
                delta(1, #"{"type":"signature_delta","signature":"sig1"}"#), stop(1),
            ] + text(2, "So."),
            .answer(
                [
                    .reasoning(text: "One. Two.", signature: .anthropic("sig0")),
                    .reasoning(text: "Three.", signature: .anthropic("sig1")), .text("So."),
                ], .endOfTurn)),
        blocks(
            "thinking that shows its signature only",
            [
                begin(0, #"{"type":"thinking","thinking":"","signature":""}"#),
                delta(0, #"{"type":"signature_delta","signature":"sig"}"#), stop(0),
            ] + text(1, "So."),
            .answer([.reasoning(text: "", signature: .anthropic("sig")), .text("So.")], .endOfTurn)),
        blocks(
            "thinking and signature whole in the start",
            [begin(0, #"{"type":"thinking","thinking":"Hm.","signature":"sig"}"#), stop(0)] + text(1, "So."),
            .answer([.reasoning(text: "Hm.", signature: .anthropic("sig")), .text("So.")], .endOfTurn)),
        blocks(
            "hidden thinking between shown thinking",
            [
                begin(0, #"{"type":"redacted_thinking","data":"enc=="}"#), stop(0),
                begin(1, #"{"type":"thinking","thinking":"Hm.","signature":"s"}"#), stop(1),
            ] + text(2, "So."),
            .answer(
                [
                    .redactedReasoning(.anthropic("enc==")), .reasoning(text: "Hm.", signature: .anthropic("s")),
                    .text("So."),
                ], .endOfTurn)),
    ]

    static let tools: [AnthropicStreamCase] = [
        blocks(
            "two calls at once behind a text, numbered by themselves",
            text(0, "See.") + call(1, "toolu_1", "fs_read", ["", #"{"path""#, #":"a"}"#])
                + call(2, "toolu_2", "calc", [#"{"x":1}"#]), stop: #""tool_use""#,
            .answer(
                [
                    .text("See."), toolCall("toolu_1", "fs.read", #"{"path":"a"}"#),
                    toolCall("toolu_2", "calc", #"{"x":1}"#),
                ], .toolUse)),
        blocks(
            "a tool without arguments, by an empty piece and by none",
            call(0, "a", "now", [""]) + call(1, "b", "now", []), stop: #""tool_use""#,
            .answer([toolCall("a", "now", "{}"), toolCall("b", "now", "{}")], .toolUse)),
        blocks(
            "arguments whole in the start",
            [begin(0, #"{"type":"tool_use","id":"a","name":"calc","input":{"x":1}}"#), stop(0)], stop: #""tool_use""#,
            .answer([toolCall("a", "calc", #"{"x":1}"#)], .toolUse)),
        blocks(
            "arguments as an object in one delta",
            [
                begin(0, #"{"type":"tool_use","id":"a","name":"calc","input":{}}"#),
                delta(0, #"{"type":"input_json_delta","partial_json":{"x":1}}"#), stop(0),
            ], stop: #""tool_use""#, .answer([toolCall("a", "calc", #"{"x":1}"#)], .toolUse)),
        blocks(
            "pieces of two calls that interleave",
            [
                begin(0, #"{"type":"tool_use","id":"a","name":"calc","input":{}}"#),
                begin(1, #"{"type":"tool_use","id":"b","name":"calc","input":{}}"#), input(0, #"{"x":"#),
                input(1, #"{"y":"#), input(0, "1}"), input(1, "2}"), stop(1), stop(0),
            ], stop: #""tool_use""#,
            .answer([toolCall("a", "calc", #"{"x":1}"#), toolCall("b", "calc", #"{"y":2}"#)], .toolUse)),
        blocks(
            "a server that says end_turn although it waits for a tool", call(0, "a", "calc", [#"{"x":1}"#]),
            .answer([toolCall("a", "calc", #"{"x":1}"#)], .toolUse)),
        blocks(
            "arguments cut off by the limit", call(0, "a", "calc", [#"{"x":"#]), stop: #""max_tokens""#,
            .answer([toolCall("a", "calc", #"{"x":"#)], .outputLimit)),
        blocks(
            "the caller of a call is kept",
            [
                begin(
                    0,
                    #"{"type":"tool_use","id":"a","name":"calc","input":{},"caller":{"type":"direct"}}"#),
                input(0, #"{"x":1}"#), stop(0),
            ], stop: #""tool_use""#,
            .answer(
                [
                    .toolCall(
                        ToolCall(
                            id: "a", name: "calc", argumentsText: #"{"x":1}"#,
                            state: .anthropic(#"{"caller":{"type":"direct"}}"#)))
                ], .toolUse)),
        blocks(
            "a tool that runs at the provider, kept whole",
            text(0, "Searching.") + [
                begin(1, #"{"type":"server_tool_use","id":"srvtoolu_1","name":"web_search","input":{}}"#),
                input(1, #"{"query":"#), input(1, #""weather"}"#), stop(1),
                begin(2, #"{"type":"web_search_tool_result","tool_use_id":"srvtoolu_1","content":[{"type":"x"}]}"#),
                stop(2),
            ] + text(3, "Sunny."),
            .answer(
                [
                    .text("Searching."),
                    .opaque(
                        .anthropic(
                            #"{"type":"server_tool_use","id":"srvtoolu_1","name":"web_search","input":{"query":"weather"}}"#
                        )),
                    .opaque(
                        .anthropic(
                            #"{"type":"web_search_tool_result","tool_use_id":"srvtoolu_1","content":[{"type":"x"}]}"#)),
                    .text("Sunny."),
                ], .endOfTurn)),
        blocks(
            "a block of a later version, kept whole",
            [
                begin(0, #"{"type":"compaction","content":null}"#),
                delta(0, #"{"type":"compaction_delta","content":"So "}"#),
                delta(0, #"{"type":"compaction_delta","content":"far."}"#), stop(0),
            ] + text(1, "On."), stop: #""compaction""#,
            .answer(
                [.opaque(.anthropic(#"{"type":"compaction","content":"So far."}"#)), .text("On.")],
                .other("compaction"))),
    ]
}
