import AgentPrimitives

@testable import AgentAdapters

extension BedrockStreamCase {
    private typealias Frames = BedrockFrames

    static let ends: [BedrockStreamCase] =
        [
            ("max_tokens", StopReason.outputLimit), ("stop_sequence", .stopSequence("")),
            ("guardrail_intervened", .contentFilter), ("content_filtered", .contentFilter),
            ("model_context_window_exceeded", .contextFull), ("malformed_tool_use", .malformedToolCall),
            ("malformed_model_output", .other("malformed_model_output")), ("novelty", .other("novelty")),
        ].map { name, reason in
            blocks("the reason \(name)", Frames.text(0, "a"), stop: name, .answer([.text("a")], reason))
        } + [
            broken(
                "no usage at all", Frames.text(0, "a") + [("messageStop", #"{"stopReason":"end_turn"}"#)],
                .answer([.text("a")], .endOfTurn)),
            broken(
                "usage ahead of the stop", Frames.text(0, "a") + Frames.end("end_turn").reversed(),
                .answer([.text("a")], .endOfTurn)),
            broken(
                "the stop text in the model's own fields",
                Frames.text(0, "a") + [
                    (
                        "messageStop",
                        #"{"stopReason":"stop_sequence","additionalModelResponseFields":{"stop_sequence":"END"}}"#
                    )
                ], .answer([.text("a")], .stopSequence("END"))),
            broken("silence", [Frames.delta(0, #"{"text":"Hel"}"#)], .failure(.malformedResponse, textBefore: "Hel")),
            broken(
                "a message cut in two", [Frames.delta(0, #"{"text":"Hel"}"#)],
                then: Frames.event(Frames.stop(0)).dropLast(5), .failure(.malformedResponse, textBefore: "Hel")),
            broken(
                "a changed byte", [Frames.delta(0, #"{"text":"Hel"}"#)],
                then: Array(Frames.event(Frames.delta(0, #"{"text":"lo"}"#)).map { $0 == 0x6C ? 0x6D : $0 }),
                .failure(.malformedResponse, textBefore: "Hel")),
            broken(
                "broken JSON", [Frames.delta(0, #"{"text":"a"}"#), ("messageStop", "{")],
                .failure(.malformedResponse, textBefore: "a")),
            broken(
                "a stop for calls that never came", Frames.text(0, "a") + Frames.end("tool_use"),
                .failure(.malformedResponse, textBefore: "a")),
            broken(
                "arguments without a call", [Frames.input(0, "{}")], .failure(.malformedResponse, textBefore: "")),
            broken(
                "a call without a name", Frames.call(0, "a", "", ["{}"]), .failure(.malformedResponse, textBefore: "")),
            broken(
                "an error of the transport", Frames.text(0, "a"), then: Frames.error("InternalError", "oops"),
                .failure(.upstreamFailed, textBefore: "a")),
        ]
        + [
            ("throttlingException", ModelError.Code.rateLimited), ("serviceUnavailableException", .overloaded),
            ("validationException", .invalidRequest), ("modelStreamErrorException", .upstreamFailed),
            ("internalServerException", .upstreamFailed), ("noveltyException", .upstreamFailed),
        ].map { name, code in
            broken(
                "the exception \(name)", [Frames.delta(0, #"{"text":"Hel"}"#)],
                then: Frames.exception(name, #"{"message":"Too many"}"#), .failure(code, textBefore: "Hel"))
        }

    static let documents: [BedrockStreamCase] = [
        document(
            "a document",
            #"{"output":{"message":{"role":"assistant","content":[{"text":"Hello"}]}},"stopReason":"end_turn","usage":{"inputTokens":3,"outputTokens":1,"totalTokens":4},"metrics":{"latencyMs":1}}"#,
            .answer([.text("Hello")], .endOfTurn), usage: Usage(inputTokens: 3, outputTokens: 1)),
        document(
            "a document without a reason", #" {"output":{"message":{"content":[{"text":"Hello"},{"text":null},{}]}}}"#,
            .answer([.text("Hello")], .endOfTurn)),
        document(
            "an empty document", #"{"output":{"message":{"content":[]}}}"#, .failure(.malformedResponse, textBefore: "")
        ),
        document(
            "an error with a good status", #"{"__type":"com.amazon.coral#ThrottlingException","message":"slow"}"#,
            .failure(.rateLimited, textBefore: "")),
        document(
            "an error of the front",
            #"{"Output":{"__type":"com.amazon.coral.service#UnknownOperationException"},"Version":"1.0"}"#,
            .failure(.upstreamFailed, textBefore: "")),
        document("another JSON", #"{"x":1}"#, .failure(.malformedResponse, textBefore: "")),
        document(
            "a web page", "<html><title>502 Bad Gateway</title></html>", .failure(.malformedResponse, textBefore: "")),
        document("plain text", "upstream connect error", .failure(.malformedResponse, textBefore: "")),
        document("nothing", "", .failure(.malformedResponse, textBefore: "")),
    ]
}
