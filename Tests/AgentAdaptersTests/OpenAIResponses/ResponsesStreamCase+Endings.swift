import AgentPrimitives

extension ResponsesStreamCase {
    private static let hi = #"{"type":"response.output_text.delta","output_index":0,"item_id":"m","delta":"Hi"}"#

    private static func incomplete(_ details: String) -> String {
        #"{"type":"response.incomplete","response":{"status":"incomplete","incomplete_details":\#(details)}}"#
    }

    static let endings: [ResponsesStreamCase] = [
        .stream(
            "the output limit", [created, hi, incomplete(#"{"reason":"max_output_tokens"}"#)],
            .answer([.text("Hi")], .outputLimit)),
        .stream(
            "a filter", [created, hi, incomplete(#"{"reason":"content_filter"}"#)],
            .answer([.text("Hi")], .contentFilter)),
        .stream(
            "a reason from the future", [created, hi, incomplete(#"{"reason":"bedtime"}"#)],
            .answer([.text("Hi")], .other("bedtime"))),
        .stream("no reason", [created, hi, incomplete("null")], .answer([.text("Hi")], .other("incomplete"))),
        .stream(
            "a call cut off by the output limit",
            [
                created,
                #"{"type":"response.output_item.added","output_index":0,"item":{"type":"function_call","call_id":"a","name":"calc","arguments":""}}"#,
                #"{"type":"response.function_call_arguments.delta","output_index":0,"delta":"{\"x\":"}"#,
                incomplete(#"{"reason":"max_output_tokens"}"#),
            ], .answer([call("a", "calc", #"{"x":"#)], .outputLimit)),
        .stream(
            "an incomplete response in the event of a complete one",
            [
                created, hi,
                #"{"type":"response.completed","response":{"status":"incomplete","incomplete_details":{"reason":"max_output_tokens"}}}"#,
            ], .answer([.text("Hi")], .outputLimit)),
        .stream(
            "an end mark instead of the last event",
            [
                created, hi,
                #"{"type":"response.output_item.done","output_index":0,"item":{"id":"m","type":"message","role":"assistant","content":[{"type":"output_text","text":"Hi"}]}}"#,
                "[DONE]",
            ], .answer([.text("Hi")], .endOfTurn)),
    ]

    static let documents: [ResponsesStreamCase] = [
        .document(
            "a whole response",
            #" {"id":"resp_1","object":"response","status":"completed","model":"m-1","error":null,"output":[{"type":"message","role":"assistant","content":[{"type":"output_text","text":"Hi","annotations":[]},{"type":"refusal","refusal":"No more."}]}],"usage":{"input_tokens":3,"output_tokens":1,"total_tokens":4}}"#,
            usage: Usage(inputTokens: 3, outputTokens: 1),
            .answer([.text("Hi"), .refusal("No more.")], .contentFilter)),
        .document(
            "an incomplete response",
            #"{"object":"response","status":"incomplete","incomplete_details":{"reason":"max_output_tokens"},"output":[{"type":"message","role":"assistant","content":"Hi"}]}"#,
            .answer([.text("Hi")], .outputLimit)),
        .document(
            "an unknown part of a message",
            #"{"status":"completed","output":[{"type":"message","role":"assistant","content":[{"type":"output_audio","data":"aGk="}]}]}"#,
            .answer(
                [.opaque(state(#"{"type":"message","content":[{"type":"output_audio","data":"aGk="}]}"#))], .endOfTurn)),
        .document(
            "a failed response",
            #"{"object":"response","status":"failed","error":{"code":"rate_limit_exceeded","message":"Slow down."},"output":[{"type":"message","role":"assistant","content":"Hi"}]}"#,
            .failure(.rateLimited, textBefore: "Hi")),
        .document(
            "a response that is still to come", #"{"object":"response","status":"queued","output":[]}"#,
            .failure(.malformedResponse, textBefore: "")),
        .document(
            "an error with a good status", #"{"error":{"message":"No.","type":"invalid_request_error"}}"#,
            .failure(.invalidRequest, textBefore: "")),
        .document(
            "a web page", "<!DOCTYPE html><html><title>Sign in</title></html>",
            .failure(.malformedResponse, textBefore: "")),
        .document(
            "an answer of another API", #"{"choices":[{"message":{"content":"Hi"}}]}"#,
            .failure(.malformedResponse, textBefore: "")),
        .document("half a document", #"{"object":"response","out"#, .failure(.malformedResponse, textBefore: "")),
        .document("nothing", "", .failure(.malformedResponse, textBefore: "")),
    ]

    static let failures: [ResponsesStreamCase] = [
        .stream("silence", [created, hi], .failure(.malformedResponse, textBefore: "Hi")),
        .stream("an end mark in mid-answer", [created, hi, "[DONE]"], .failure(.malformedResponse, textBefore: "Hi")),
        .stream(
            "an overloaded server",
            [
                created, hi,
                #"{"type":"response.failed","response":{"status":"failed","error":{"code":"server_is_overloaded","message":"Later."}}}"#,
            ], .failure(.overloaded, textBefore: "Hi")),
        .stream(
            "a failure without a reason",
            [created, hi, #"{"type":"response.failed","response":{"status":"failed","error":null}}"#],
            .failure(.upstreamFailed, textBefore: "Hi")),
        .stream(
            "an error event", [created, hi, #"{"type":"error","code":"server_error","message":"Oops","param":null}"#],
            .failure(.upstreamFailed, textBefore: "Hi")),
        .stream(
            "an error event with the error inside",
            [created, hi, #"{"type":"error","error":{"type":"insufficient_quota","message":"Pay."}}"#],
            .failure(.rateLimited, textBefore: "Hi")),
        .stream(
            "an error without a type", [#"{"error":{"code":"invalid_prompt","message":"Flagged."}}"#],
            .failure(.invalidRequest, textBefore: "")),
        ResponsesStreamCase(
            name: "an error event that is no JSON", body: "event: error\ndata: upstream broke\n\n",
            outcome: .failure(.upstreamFailed, textBefore: "")),
        ResponsesStreamCase(
            name: "an event that is no JSON", body: "data: \(created)\n\ndata: {oops\n\n",
            outcome: .failure(.malformedResponse, textBefore: "")),
        .stream(
            "a cancelled answer", [created, hi, #"{"type":"response.cancelled","response":{"status":"cancelled"}}"#],
            .failure(.upstreamFailed, textBefore: "Hi")),
        .stream(
            "a call that nobody names",
            [
                created, #"{"type":"response.function_call_arguments.delta","output_index":0,"delta":"{}"}"#,
                completed(),
            ],
            .failure(.malformedResponse, textBefore: "")),
    ]
}
