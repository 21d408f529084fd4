import AgentPrimitives
import Testing

@testable import AgentAdapters

/// An upstream's answer as bytes, and what it means.
struct BedrockStreamCase: Sendable, CustomTestStringConvertible {
    enum Outcome: Sendable {
        case answer([ContentPart], StopReason)
        /// A failure, and the visible text that arrived before it.
        case failure(ModelError.Code, textBefore: String)
    }

    var name: String
    var body: [UInt8]
    var outcome: Outcome
    var usage: Usage?

    var testDescription: String { name }

    private typealias Frames = BedrockFrames

    static let counted = Usage(inputTokens: 130, outputTokens: 7, cachedInputTokens: 100, cacheWriteTokens: 10)

    /// A stream with these events between its start and its end.
    static func blocks(
        _ name: String, _ events: [BedrockFrames.Event], stop: String = "end_turn", _ outcome: Outcome
    ) -> BedrockStreamCase {
        let body = Frames.bytes([Frames.start] + events + Frames.end(stop))
        return BedrockStreamCase(name: name, body: body, outcome: outcome, usage: counted)
    }

    static func broken(
        _ name: String, _ events: [BedrockFrames.Event], then bytes: [UInt8] = [], _ outcome: Outcome
    ) -> BedrockStreamCase {
        BedrockStreamCase(name: name, body: Frames.bytes([Frames.start] + events) + bytes, outcome: outcome)
    }

    static func document(_ name: String, _ text: String, _ outcome: Outcome, usage: Usage? = nil) -> BedrockStreamCase {
        BedrockStreamCase(name: name, body: Array(text.utf8), outcome: outcome, usage: usage)
    }

    static func toolCall(_ id: String, _ name: String, _ arguments: String) -> ContentPart {
        .toolCall(ToolCall(id: id, name: name, argumentsText: arguments))
    }

    static let texts: [BedrockStreamCase] = [
        blocks(
            "a text without a start",
            [Frames.delta(0, #"{"text":"Hel"}"#), Frames.delta(0, #"{"text":"lo é"}"#), Frames.stop(0)],
            .answer([.text("Hello é")], .endOfTurn)),
        blocks(
            "two texts at two places", Frames.text(0, "a") + Frames.text(1, "b"),
            .answer([.text("a"), .text("b")], .endOfTurn)),
        blocks(
            "texts without stops", [Frames.delta(0, #"{"text":"a"}"#), Frames.delta(1, #"{"text":"b"}"#)],
            .answer([.text("a"), .text("b")], .endOfTurn)),
        blocks(
            "empty deltas and nulls",
            [Frames.delta(0, #"{"text":""}"#), Frames.delta(0, "null"), Frames.delta(0, #"{"text":null}"#)]
                + Frames.text(0, "a") + [("contentBlockDelta", "{}"), ("contentBlockStop", "")],
            .answer([.text("a")], .endOfTurn)),
        blocks(
            "events of later versions", Frames.text(0, "a") + [("novelty", #"{"x":1}"#), ("initial-response", "")],
            .answer([.text("a")], .endOfTurn)),
        blocks(
            "a text with citations",
            [
                Frames.delta(0, #"{"text":"It said."}"#),
                Frames.delta(
                    0,
                    #"{"citation":{"title":"T","sourceContent":[{"text":"sa"},{"text":"id"}],"location":{"web":{"url":"https://a.example"}}}}"#
                ), Frames.stop(0),
            ],
            .answer(
                [
                    .text("It said."),
                    .citation(
                        Citation(
                            url: "https://a.example", title: "T", quote: "said",
                            state: .bedrock(
                                #"{"title":"T","sourceContent":[{"text":"sa"},{"text":"id"}],"location":{"web":{"url":"https://a.example"}}}"#
                            ))),
                ], .endOfTurn)),
        blocks(
            "an image",
            [
                Frames.begin(0, #"{"image":{"format":"png"}}"#),
                Frames.delta(0, #"{"image":{"source":{"bytes":"AAAA"}}}"#),
                Frames.delta(0, #"{"image":{"source":{"bytes":"AAA="}}}"#), Frames.stop(0),
            ], .answer([.media(Media(kind: .image, source: .base64("AAAAAAA="), mediaType: "image/png"))], .endOfTurn)),
    ]

    static let reasoning: [BedrockStreamCase] = [
        blocks(
            "reasoning with its signature, then a text",
            [
                Frames.delta(0, #"{"reasoningContent":{"text":"H"}}"#),
                Frames.delta(0, #"{"reasoningContent":{"text":"m."}}"#),
                Frames.delta(0, #"{"reasoningContent":{"signature":"si"}}"#),
                Frames.delta(0, #"{"reasoningContent":{"signature":"g"}}"#), Frames.stop(0),
            ] + Frames.text(1, "a"),
            .answer([.reasoning(text: "Hm.", signature: .bedrock("sig")), .text("a")], .endOfTurn)),
        blocks(
            "two reasonings keep a signature each",
            [
                Frames.delta(0, #"{"reasoningContent":{"text":"a"}}"#),
                Frames.delta(0, #"{"reasoningContent":{"signature":"1"}}"#),
                Frames.stop(0), Frames.delta(1, #"{"reasoningContent":{"text":"b"}}"#),
                Frames.delta(1, #"{"reasoningContent":{"signature":"2"}}"#), Frames.stop(1),
            ],
            .answer(
                [.reasoning(text: "a", signature: .bedrock("1")), .reasoning(text: "b", signature: .bedrock("2"))],
                .endOfTurn)),
        blocks(
            "a signature without words", [Frames.delta(0, #"{"reasoningContent":{"signature":"s"}}"#), Frames.stop(0)],
            .answer([.reasoning(text: "", signature: .bedrock("s"))], .endOfTurn)),
        blocks(
            "reasoning and text at one place",
            [Frames.delta(0, #"{"reasoningContent":{"text":"a"}}"#)] + Frames.text(0, "b"),
            .answer([.reasoning(text: "a", signature: nil), .text("b")], .endOfTurn)),
        blocks(
            "hidden reasoning in pieces",
            [
                Frames.delta(0, #"{"reasoningContent":{"redactedContent":"AQ=="}}"#),
                Frames.delta(0, #"{"reasoningContent":{"redactedContent":"AgM="}}"#), Frames.stop(0),
            ], .answer([.redactedReasoning(.bedrock("AQID"))], .endOfTurn)),
    ]

    static let tools: [BedrockStreamCase] = [
        blocks(
            "two calls in parallel, behind a text",
            Frames.text(0, "Let me.")
                + Frames.call(1, "a", "fs_read", [#"{"path""#, #":"x"}"#]) + Frames.call(2, "b", "now", []),
            stop: "tool_use",
            .answer(
                [.text("Let me."), toolCall("a", "fs.read", #"{"path":"x"}"#), toolCall("b", "now", "{}")], .toolUse)),
        blocks(
            "no arguments as an empty text", Frames.call(0, "a", "now", ["", ""]), stop: "tool_use",
            .answer([toolCall("a", "now", "{}")], .toolUse)),
        blocks(
            "no arguments as an empty object", Frames.call(0, "a", "now", ["{}"]), stop: "tool_use",
            .answer([toolCall("a", "now", "{}")], .toolUse)),
        blocks(
            "an empty object ahead of the arguments", Frames.call(0, "a", "now", ["{}", #"{"x":1}"#]), stop: "tool_use",
            .answer([toolCall("a", "now", #"{"x":1}"#)], .toolUse)),
        blocks(
            "whole arguments in the start",
            [Frames.begin(0, #"{"toolUse":{"toolUseId":"a","name":"now","input":{"x":1}}}"#), Frames.stop(0)],
            stop: "tool_use",
            .answer([toolCall("a", "now", #"{"x":1}"#)], .toolUse)),
        blocks(
            "arguments as an object, at another place",
            [
                Frames.begin(3, #"{"toolUse":{"toolUseId":"a","name":"now"}}"#),
                Frames.delta(7, #"{"toolUse":{"input":{"x":1}}}"#),
                Frames.stop(3),
            ], stop: "tool_use", .answer([toolCall("a", "now", #"{"x":1}"#)], .toolUse)),
        blocks(
            "one index for both calls", Frames.call(0, "a", "now", ["{}"]) + Frames.call(0, "b", "now", [#"{"x":1}"#]),
            stop: "tool_use", .answer([toolCall("a", "now", "{}"), toolCall("b", "now", #"{"x":1}"#)], .toolUse)),
        blocks(
            "calls with the reason of a plain end", Frames.call(0, "a", "now", ["{}"]), stop: "end_turn",
            .answer([toolCall("a", "now", "{}")], .toolUse)),
        blocks(
            "a call without an id", Frames.call(0, "", "now", ["{}"]), stop: "tool_use",
            .answer([toolCall("call_1", "now", "{}")], .toolUse)),
        blocks(
            "a tool that runs at the provider is no call of ours",
            [
                Frames.begin(0, #"{"toolUse":{"toolUseId":"s","name":"nova_grounding","type":"server_tool_use"}}"#),
                Frames.input(0, #"{"q":1}"#), Frames.stop(0),
                Frames.begin(1, #"{"toolResult":{"toolUseId":"s","type":"x"}}"#),
                Frames.delta(1, #"{"toolResult":[{"text":"found"}]}"#), Frames.stop(1),
            ] + Frames.text(2, "So."),
            .answer(
                [
                    .opaque(
                        BedrockState.block([
                            "toolUse": [
                                "toolUseId": "s", "name": "nova_grounding", "type": "server_tool_use",
                                "input": ["q": 1],
                            ]
                        ]).state),
                    .opaque(
                        BedrockState.block([
                            "toolResult": ["toolUseId": "s", "type": "x", "content": [["text": "found"]]]
                        ]).state), .text("So."),
                ], .endOfTurn)),
    ]
}
