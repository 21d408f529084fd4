import AgentPrimitives

extension ResponsesStreamCase {
    private static func added(_ index: Int, _ call: String, _ name: String, arguments: String = "") -> String {
        #"{"type":"response.output_item.added","output_index":\#(index),"item":{"id":"fc_\#(call)","type":"function_call","status":"in_progress","call_id":"\#(call)","name":"\#(name)","arguments":"\#(arguments)"}}"#
    }

    private static func delta(_ index: Int, _ text: String) -> String {
        #"{"type":"response.function_call_arguments.delta","output_index":\#(index),"delta":"\#(text)"}"#
    }

    private static func done(_ index: Int, _ call: String, _ name: String, _ arguments: String) -> String {
        #"{"type":"response.output_item.done","output_index":\#(index),"item":\#(item(call, name, arguments))}"#
    }

    private static func item(_ call: String, _ name: String, _ arguments: String) -> String {
        #"{"id":"fc_\#(call)","type":"function_call","status":"completed","call_id":"\#(call)","name":"\#(name)","arguments":"\#(arguments)"}"#
    }

    private static let two: Outcome = .answer(
        [call("a", "calc", #"{"x":1}"#), call("b", "fs.read", #"{"y":2}"#)], .toolUse)

    static let tools: [ResponsesStreamCase] = [
        .stream(
            "two calls in fragments",
            [
                created, added(0, "a", "calc"), delta(0, #"{\"x\""#), delta(0, ":1}"),
                #"{"type":"response.function_call_arguments.done","output_index":0,"item_id":"fc_a","name":"calc","arguments":"{\"x\":1}"}"#,
                done(0, "a", "calc", #"{\"x\":1}"#), added(1, "b", "fs_read"), delta(1, #"{\"y\":2}"#),
                done(1, "b", "fs_read", #"{\"y\":2}"#),
                completed("[\(item("a", "calc", #"{\"x\":1}"#)),\(item("b", "fs_read", #"{\"y\":2}"#))]"),
            ], two),
        .stream(
            "two calls interleaved",
            [
                created, added(0, "a", "calc"), added(1, "b", "fs_read"), delta(1, #"{\"y\""#), delta(0, #"{\"x\""#),
                delta(1, ":2}"), delta(0, ":1}"), completed(),
            ], two),
        .stream(
            "the index 0 for every item, told apart by id",
            [
                created, added(0, "a", "calc"),
                #"{"type":"response.function_call_arguments.delta","output_index":0,"item_id":"fc_a","delta":"{\"x\":1}"}"#,
                added(0, "b", "fs_read"),
                #"{"type":"response.function_call_arguments.delta","output_index":0,"item_id":"fc_b","delta":"{\"y\":2}"}"#,
                done(0, "a", "calc", #"{\"x\":1}"#), done(0, "b", "fs_read", #"{\"y\":2}"#), completed(),
            ], two),
        .stream(
            "ids that change from event to event",
            [
                created, added(0, "a", "calc"),
                #"{"type":"response.function_call_arguments.delta","output_index":0,"item_id":"other","delta":"{\"x\":1}"}"#,
                #"{"type":"response.output_item.done","output_index":0,"item":{"id":"third","type":"function_call","call_id":"a","name":"calc","arguments":"{\"x\":1}"}}"#,
                completed(
                    #"[{"id":"fourth","type":"function_call","call_id":"a","name":"calc","arguments":"{\"x\":1}"}]"#),
            ], .answer([call("a", "calc", #"{"x":1}"#)], .toolUse)),
        .stream(
            "arguments only in the event that ends them",
            [
                created, added(0, "a", "calc"),
                #"{"type":"response.function_call_arguments.done","output_index":0,"item_id":"fc_a","arguments":"{\"x\":1}"}"#,
                completed(),
            ], .answer([call("a", "calc", #"{"x":1}"#)], .toolUse)),
        .stream(
            "arguments only in the event that ends the item",
            [created, added(0, "a", "calc"), done(0, "a", "calc", #"{\"x\":1}"#), completed()],
            .answer([call("a", "calc", #"{"x":1}"#)], .toolUse)),
        .stream(
            "arguments only in the last snapshot",
            [
                created, added(0, "a", "calc"), done(0, "a", "calc", ""),
                completed("[\(item("a", "calc", #"{\"x\":1}"#))]"),
            ], .answer([call("a", "calc", #"{"x":1}"#)], .toolUse)),
        .stream(
            "a call in one piece", [created, done(0, "a", "calc", #"{\"x\":1}"#), completed()],
            .answer([call("a", "calc", #"{"x":1}"#)], .toolUse)),
        .stream(
            "no arguments", [created, added(0, "a", "now"), delta(0, ""), done(0, "a", "now", ""), completed()],
            .answer([call("a", "now", "{}")], .toolUse)),
        .stream(
            "an empty object ahead of the arguments",
            [created, added(0, "a", "calc"), delta(0, "{}"), delta(0, #"{\"x\":1}"#), completed()],
            .answer([call("a", "calc", #"{"x":1}"#)], .toolUse)),
        .stream(
            "arguments as an object",
            [
                created,
                #"{"type":"response.output_item.done","output_index":0,"item":{"type":"function_call","call_id":"a","name":"calc","arguments":{"x":1}}}"#,
                completed(),
            ], .answer([call("a", "calc", #"{"x":1}"#)], .toolUse)),
        .stream(
            "a call without any id",
            [
                created,
                #"{"type":"response.output_item.done","item":{"type":"function_call","name":"calc","arguments":"{}"}}"#,
                completed(),
            ], .answer([call("call_1", "calc", "{}")], .toolUse)),
        .stream(
            "a call in a namespace",
            [
                created,
                #"{"type":"response.output_item.done","output_index":0,"item":{"id":"fc_a","type":"function_call","call_id":"a","namespace":"mail","name":"send","arguments":"{}"}}"#,
                completed(),
            ],
            .answer(
                [
                    .toolCall(
                        ToolCall(id: "a", name: "send", argumentsText: "{}", state: state(#"{"namespace":"mail"}"#)))
                ],
                .toolUse)),
        .stream(
            "items of tools that run at the provider",
            [
                created,
                #"{"type":"response.output_item.added","output_index":0,"item":{"id":"ws_1","type":"web_search_call","status":"in_progress"}}"#,
                #"{"type":"response.web_search_call.completed","output_index":0,"item_id":"ws_1"}"#,
                #"{"type":"response.output_item.done","output_index":0,"item":{"id":"ws_1","type":"web_search_call","status":"completed","action":{"type":"search","query":"q"}}}"#,
                #"{"type":"response.output_text.delta","output_index":1,"delta":"So."}"#,
                completed(
                    #"[{"id":"ws_1","type":"web_search_call","status":"completed","action":{"type":"search","query":"q"}},{"type":"message","role":"assistant","content":[{"type":"output_text","text":"So."}]}]"#
                ),
            ],
            .answer(
                [
                    .opaque(
                        state(
                            #"{"id":"ws_1","type":"web_search_call","status":"completed","action":{"type":"search","query":"q"}}"#
                        )), .text("So."),
                ], .endOfTurn)),
        .stream(
            "a custom tool call, which the client answers",
            [
                created,
                #"{"type":"response.custom_tool_call_input.delta","output_index":0,"delta":"*** Begin"}"#,
                #"{"type":"response.output_item.done","output_index":0,"item":{"id":"ctc_1","type":"custom_tool_call","call_id":"a","name":"apply_patch","input":"*** Begin"}}"#,
                completed(),
            ],
            .answer(
                [
                    .opaque(
                        state(
                            #"{"id":"ctc_1","type":"custom_tool_call","call_id":"a","name":"apply_patch","input":"*** Begin"}"#
                        ))
                ], .toolUse)),
        .stream(
            "an image",
            [
                created,
                #"{"type":"response.image_generation_call.partial_image","output_index":0,"item_id":"ig_1","partial_image_b64":"xx"}"#,
                #"{"type":"response.output_item.done","output_index":0,"item":{"id":"ig_1","type":"image_generation_call","status":"completed","output_format":"webp","result":"aGk="}}"#,
                completed(),
            ],
            .answer([.media(Media(kind: .image, source: .base64("aGk="), mediaType: "image/webp"))], .endOfTurn)),
    ]

    static let snapshots: [ResponsesStreamCase] = [
        .stream(
            "everything only in the last snapshot",
            [
                created,
                completed(
                    #"[{"id":"rs_1","type":"reasoning","summary":[{"type":"summary_text","text":"Hm"}]},{"id":"m","type":"message","role":"assistant","content":[{"type":"output_text","text":"See."}]},\#(item("a", "calc", "{}"))]"#
                ),
            ],
            .answer(
                [
                    .reasoning(
                        text: "Hm",
                        signature: state(
                            #"{"id":"rs_1","type":"reasoning","summary":[{"type":"summary_text","text":"Hm"}]}"#)),
                    .text("See."), call("a", "calc", "{}"),
                ], .toolUse)),
        .stream(
            "a snapshot that leaves reasoning out and names items anew",
            [
                created,
                #"{"type":"response.reasoning_summary_text.delta","output_index":0,"item_id":"rs_1","delta":"Hm"}"#,
                #"{"type":"response.output_text.delta","output_index":1,"item_id":"m_1","delta":"See."}"#,
                completed(
                    #"[{"id":"m_2","type":"message","role":"assistant","content":[{"type":"output_text","text":"See."}]}]"#
                ),
            ], .answer([.reasoning(text: "Hm", signature: nil), .text("See.")], .endOfTurn)),
        .stream(
            "a text that the snapshot knows the end of",
            [
                created, #"{"type":"response.output_text.delta","output_index":0,"item_id":"m_1","delta":"Se"}"#,
                completed(
                    #"[{"id":"m_1","type":"message","role":"assistant","content":[{"type":"output_text","text":"See."}]}]"#
                ),
            ], .answer([.text("See.")], .endOfTurn)),
        .stream(
            "a text in the event that ends it only",
            [
                created,
                #"{"type":"response.output_text.done","output_index":0,"item_id":"m_1","content_index":0,"text":"See."}"#,
                #"{"type":"response.content_part.done","output_index":0,"item_id":"m_1","content_index":0,"part":{"type":"output_text","text":"See."}}"#,
                completed(),
            ], .answer([.text("See.")], .endOfTurn)),
    ]
}
