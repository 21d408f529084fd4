import AgentPrimitives
import Testing

@testable import AgentAdapters

/// An upstream's answer as bytes, and what it means.
struct AnthropicStreamCase: Sendable, CustomTestStringConvertible {
    enum Outcome: Sendable {
        case answer([ContentPart], StopReason)
        /// A failure, and the visible text that arrived before it.
        case failure(ModelError.Code, textBefore: String)
    }

    var name: String
    var body: String
    var outcome: Outcome
    var usage: Usage?

    var testDescription: String { name }

    /// A stream of events, each named by its `type`.
    static func stream(
        _ name: String, _ payloads: [String], usage: Usage? = nil, _ outcome: Outcome
    ) -> AnthropicStreamCase {
        AnthropicStreamCase(name: name, body: payloads.map(event).joined(), outcome: outcome, usage: usage)
    }

    /// A stream with these events between its start and its end.
    static func blocks(
        _ name: String, _ payloads: [String], stop: String = #""end_turn""#, usage: Usage? = nil, _ outcome: Outcome
    ) -> AnthropicStreamCase {
        stream(name, [start] + payloads + end(stop), usage: usage, outcome)
    }

    static func event(_ payload: String) -> String {
        let type = (try? JSONValue(parsing: payload))?["type"]?.stringValue ?? "message"
        return "event: \(type)\ndata: \(payload)\n\n"
    }

    static let start =
        #"{"type":"message_start","message":{"id":"msg_1","type":"message","role":"assistant","model":"claude","content":[],"stop_reason":null,"stop_sequence":null,"usage":{"input_tokens":25,"cache_creation_input_tokens":0,"cache_read_input_tokens":0,"output_tokens":1}}}"#

    static func end(_ reason: String) -> [String] {
        [
            #"{"type":"message_delta","delta":{"stop_reason":\#(reason),"stop_sequence":null},"usage":{"output_tokens":15}}"#,
            #"{"type":"message_stop"}"#,
        ]
    }

    /// The three events of a block of text.
    static func text(_ index: Int, _ text: String) -> [String] {
        [
            #"{"type":"content_block_start","index":\#(index),"content_block":{"type":"text","text":""}}"#,
            #"{"type":"content_block_delta","index":\#(index),"delta":{"type":"text_delta","text":"\#(text)"}}"#,
            stop(index),
        ]
    }

    /// The events of a call whose arguments arrive in these pieces of JSON text, escaped.
    static func call(_ index: Int, _ id: String, _ name: String, _ pieces: [String]) -> [String] {
        let start =
            #"{"type":"content_block_start","index":\#(index),"content_block":{"type":"tool_use","id":"\#(id)","name":"\#(name)","input":{}}}"#
        return [start] + pieces.map { input(index, $0) } + [stop(index)]
    }

    static func input(_ index: Int, _ piece: String) -> String {
        let text = JSONValue.string(piece).text()
        return
            #"{"type":"content_block_delta","index":\#(index),"delta":{"type":"input_json_delta","partial_json":\#(text)}}"#
    }

    static func delta(_ index: Int, _ delta: String) -> String {
        #"{"type":"content_block_delta","index":\#(index),"delta":\#(delta)}"#
    }

    static func begin(_ index: Int, _ block: String) -> String {
        #"{"type":"content_block_start","index":\#(index),"content_block":\#(block)}"#
    }

    static func stop(_ index: Int) -> String { #"{"type":"content_block_stop","index":\#(index)}"# }

    static func toolCall(_ id: String, _ name: String, _ arguments: String) -> ContentPart {
        .toolCall(ToolCall(id: id, name: name, argumentsText: arguments))
    }
}
