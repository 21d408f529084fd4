import AgentPrimitives

extension ResponsesStreamCase {
    private static let added =
        #"{"type":"response.output_item.added","output_index":0,"item":{"id":"msg_1","type":"message","status":"in_progress","role":"assistant","content":[]}}"#

    private static func delta(_ text: String, part: Int = 0) -> String {
        #"{"type":"response.output_text.delta","item_id":"msg_1","output_index":0,"content_index":\#(part),"delta":"\#(text)"}"#
    }

    static let text: [ResponsesStreamCase] = [
        .stream(
            "text with the full lifecycle",
            [
                created, #"{"type":"response.in_progress","response":{"id":"resp_1","model":"m-1"}}"#, added,
                #"{"type":"response.content_part.added","item_id":"msg_1","output_index":0,"content_index":0,"part":{"type":"output_text","text":"","annotations":[]}}"#,
                delta("Grüß"), delta("e 👋"), delta(""),
                #"{"type":"response.output_text.done","item_id":"msg_1","output_index":0,"content_index":0,"text":"Grüße 👋"}"#,
                #"{"type":"response.content_part.done","item_id":"msg_1","output_index":0,"content_index":0,"part":{"type":"output_text","text":"Grüße 👋","annotations":[]}}"#,
                #"{"type":"response.output_item.done","output_index":0,"item":{"id":"msg_1","type":"message","status":"completed","role":"assistant","content":[{"type":"output_text","text":"Grüße 👋","annotations":[]}]}}"#,
                completed(
                    #"[{"id":"msg_1","type":"message","role":"assistant","content":[{"type":"output_text","text":"Grüße 👋"}]}]"#,
                    usage:
                        #"{"input_tokens":30,"input_tokens_details":{"cached_tokens":10,"cache_write_tokens":4},"output_tokens":7,"output_tokens_details":{"reasoning_tokens":2},"total_tokens":37}"#
                ),
            ],
            usage: Usage(
                inputTokens: 30, outputTokens: 7, cachedInputTokens: 10, reasoningTokens: 2, cacheWriteTokens: 4),
            .answer([.text("Grüße 👋")], .endOfTurn)),
        .stream(
            "deltas without an announced item", [created, delta("Hi"), completed()],
            .answer([.text("Hi")], .endOfTurn)),
        .stream(
            "deltas without index and id",
            [#"{"type":"response.output_text.delta","delta":"Hi"}"#, completed()],
            .answer([.text("Hi")], .endOfTurn)),
        .stream(
            "unknown events, nulls and a heartbeat",
            [
                #"{"type":"keepalive"}"#, created, "null",
                #"{"type":"response.web_search_call.searching","item_id":"x"}"#,
                #"{"type":"response.output_text.delta","output_index":0,"content_index":null,"delta":null}"#,
                #"{"type":"response.from_the_future","delta":{"a":1}}"#, delta("Hi"), completed("null"),
            ], .answer([.text("Hi")], .endOfTurn)),
        .stream(
            "two parts of one message",
            [created, added, delta("One"), delta("Two", part: 1), completed()],
            .answer([.text("One"), .text("Two")], .endOfTurn)),
        .stream(
            "a refusal",
            [
                created, added,
                #"{"type":"response.refusal.delta","item_id":"msg_1","output_index":0,"content_index":0,"delta":"I can"}"#,
                #"{"type":"response.refusal.delta","item_id":"msg_1","output_index":0,"content_index":0,"delta":"not."}"#,
                #"{"type":"response.refusal.done","item_id":"msg_1","output_index":0,"content_index":0,"refusal":"I cannot."}"#,
                completed(),
            ], .answer([.refusal("I cannot.")], .contentFilter)),
        .stream(
            "a source, told three times",
            [
                created, added, delta("See it."),
                #"{"type":"response.output_text.annotation.added","item_id":"msg_1","output_index":0,"content_index":0,"annotation_index":0,"annotation":{"type":"url_citation","start_index":0,"end_index":7,"url":"https://a.example","title":"A"}}"#,
                #"{"type":"response.output_item.done","output_index":0,"item":{"id":"msg_1","type":"message","role":"assistant","content":[{"type":"output_text","text":"See it.","annotations":[{"type":"url_citation","start_index":0,"end_index":7,"url":"https://a.example","title":"A"}]}]}}"#,
                completed(
                    #"[{"id":"msg_1","type":"message","role":"assistant","content":[{"type":"output_text","text":"See it.","annotations":[{"type":"url_citation","start_index":0,"end_index":7,"url":"https://a.example","title":"A"}]}]}]"#
                ),
            ],
            .answer(
                [
                    .text("See it."),
                    .citation(
                        Citation(
                            url: "https://a.example", title: "A",
                            state: state(
                                #"{"type":"url_citation","start_index":0,"end_index":7,"url":"https://a.example","title":"A"}"#
                            ))),
                ], .endOfTurn)),
        .stream(
            "messages with phases",
            [
                created, added, delta("Looking."),
                #"{"type":"response.output_item.done","output_index":0,"item":{"id":"msg_1","type":"message","role":"assistant","phase":"commentary","content":[{"type":"output_text","text":"Looking."}]}}"#,
                #"{"type":"response.output_item.done","output_index":1,"item":{"id":"msg_2","type":"message","role":"assistant","phase":"final_answer","content":[{"type":"output_text","text":"Found."}]}}"#,
                completed(),
            ],
            .answer(
                [
                    .text("Looking."), .opaque(state(#"{"type":"message","phase":"commentary"}"#)), .text("Found."),
                    .opaque(state(#"{"type":"message","phase":"final_answer"}"#)),
                ], .endOfTurn)),
        ResponsesStreamCase(
            name: "line ends of every kind, comments, and a byte order mark",
            body: "\u{FEFF}: hello\r\n\r\ndata: \(created)\r\n\r\ndata: \(delta("Hi"))\r\rdata: \(completed())\n\n",
            outcome: .answer([.text("Hi")], .endOfTurn)),
        ResponsesStreamCase(
            name: "an end mark that this API does not have",
            body: "data: \(created)\n\ndata: \(delta("Hi"))\n\ndata: \(completed())\n\ndata: [DONE]\n\n",
            outcome: .answer([.text("Hi")], .endOfTurn)),
    ]

    static let reasoning: [ResponsesStreamCase] = [
        .stream(
            "a summary in two parts, with what its provider needs",
            [
                created,
                #"{"type":"response.output_item.added","output_index":0,"item":{"id":"rs_1","type":"reasoning","summary":[],"encrypted_content":"early"}}"#,
                #"{"type":"response.reasoning_summary_part.added","item_id":"rs_1","output_index":0,"summary_index":0,"part":{"type":"summary_text","text":""}}"#,
                #"{"type":"response.reasoning_summary_text.delta","item_id":"rs_1","output_index":0,"summary_index":0,"delta":"First"}"#,
                #"{"type":"response.reasoning_summary_text.done","item_id":"rs_1","output_index":0,"summary_index":0,"text":"First"}"#,
                #"{"type":"response.reasoning_summary_part.added","item_id":"rs_1","output_index":0,"summary_index":1,"part":{"type":"summary_text","text":""}}"#,
                #"{"type":"response.reasoning_summary_text.delta","item_id":"rs_1","output_index":0,"summary_index":1,"delta":"Second"}"#,
                #"{"type":"response.output_item.done","output_index":0,"item":{"id":"rs_1","type":"reasoning","status":"completed","summary":[{"type":"summary_text","text":"First"},{"type":"summary_text","text":"Second"}],"encrypted_content":"late"}}"#,
                #"{"type":"response.output_text.delta","item_id":"msg_1","output_index":1,"content_index":0,"delta":"So."}"#,
                completed(),
            ],
            .answer(
                [
                    .reasoning(
                        text: "First\n\nSecond",
                        signature: state(
                            #"{"id":"rs_1","type":"reasoning","summary":[{"type":"summary_text","text":"First"},{"type":"summary_text","text":"Second"}],"encrypted_content":"late"}"#
                        )), .text("So."),
                ], .endOfTurn)),
        .stream(
            "hidden reasoning",
            [
                created,
                #"{"type":"response.output_item.added","output_index":0,"item":{"id":"rs_1","type":"reasoning","summary":[]}}"#,
                #"{"type":"response.output_item.done","output_index":0,"item":{"id":"rs_1","type":"reasoning","summary":[],"encrypted_content":"x"}}"#,
                #"{"type":"response.output_text.delta","output_index":1,"delta":"So."}"#, completed(),
            ],
            .answer(
                [
                    .redactedReasoning(
                        state(#"{"id":"rs_1","type":"reasoning","summary":[],"encrypted_content":"x"}"#)),
                    .text("So."),
                ], .endOfTurn)),
        .stream(
            "open reasoning of other servers",
            [
                created,
                #"{"type":"response.reasoning_text.delta","item_id":"rs_1","output_index":0,"content_index":0,"delta":"Hm"}"#,
                #"{"type":"response.reasoning_text.done","item_id":"rs_1","output_index":0,"content_index":0,"text":"Hmm"}"#,
                #"{"type":"response.output_item.done","output_index":0,"item":{"id":"rs_1","type":"reasoning","summary":[],"content":[{"type":"reasoning_text","text":"Hmm"}]}}"#,
                completed(),
            ],
            .answer(
                [
                    .reasoning(
                        text: "Hmm",
                        signature: state(
                            #"{"id":"rs_1","type":"reasoning","summary":[],"content":[{"type":"reasoning_text","text":"Hmm"}]}"#
                        ))
                ], .endOfTurn)),
        .stream(
            "reasoning that its end divides otherwise than its pieces",
            [
                created,
                #"{"type":"response.reasoning_summary_text.delta","item_id":"rs_1","output_index":0,"summary_index":0,"delta":"First\n\nSec"}"#,
                #"{"type":"response.output_item.done","output_index":0,"item":{"id":"rs_1","type":"reasoning","summary":[{"type":"summary_text","text":"First"},{"type":"summary_text","text":"Second"}]}}"#,
                completed(),
            ],
            .answer(
                [
                    .reasoning(
                        text: "First\n\nSecond",
                        signature: state(
                            #"{"id":"rs_1","type":"reasoning","summary":[{"type":"summary_text","text":"First"},{"type":"summary_text","text":"Second"}]}"#
                        ))
                ], .endOfTurn)),
        .stream(
            "reasoning that is never closed",
            [
                created,
                #"{"type":"response.reasoning_summary_text.delta","output_index":0,"summary_index":0,"delta":"Hm"}"#,
                #"{"type":"response.output_text.delta","output_index":1,"delta":"So."}"#, completed(),
            ], .answer([.reasoning(text: "Hm", signature: nil), .text("So.")], .endOfTurn)),
    ]
}
