import AgentPrimitives
import Testing

@testable import AgentAdapters

/// An answer of Gemini as bytes, and what it means.
struct GeminiStreamCase: Sendable, CustomTestStringConvertible {
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

    /// A stream of events, as `alt=sse` gives.
    static func events(
        _ name: String, _ chunks: [String], usage: Usage? = nil, _ outcome: Outcome
    ) -> GeminiStreamCase {
        GeminiStreamCase(name: name, body: chunks.map(event).joined(), outcome: outcome, usage: usage)
    }

    /// A stream as one JSON array, as Gemini gives without `alt=sse`.
    static func array(
        _ name: String, _ chunks: [String], usage: Usage? = nil, _ outcome: Outcome
    ) -> GeminiStreamCase {
        GeminiStreamCase(
            name: name, body: "[" + chunks.joined(separator: "\n,\r\n") + "\n]\n", outcome: outcome, usage: usage)
    }

    static func event(_ chunk: String) -> String { "data: \(chunk)\r\n\r\n" }

    /// A chunk with some parts; `more` are members of its candidate.
    static func chunk(_ parts: String..., more: String = "") -> String {
        #"{"candidates":[{"content":{"parts":[\#(parts.joined(separator: ","))],"role":"model"},"index":0\#(more)}],"usageMetadata":{"promptTokenCount":10,"candidatesTokenCount":3,"totalTokenCount":13},"modelVersion":"gemini-x","responseId":"r1"}"#
    }

    /// A chunk that says why the model stopped.
    static func last(_ parts: String..., reason: String = "STOP", more: String = "") -> String {
        chunk(parts.joined(separator: ","), more: #","finishReason":"\#(reason)"\#(more)"#)
    }

    static func text(_ text: String) -> String { #"{"text":"\#(text)"}"# }

    static func thought(_ text: String) -> String { #"{"text":"\#(text)","thought":true}"# }

    static func call(_ name: String, _ arguments: String, more: String = "") -> String {
        #"{"functionCall":{"name":"\#(name)","args":\#(arguments)}\#(more)}"#
    }

    static func toolCall(
        _ id: String, _ name: String, _ arguments: String, signature: String? = nil
    ) -> ContentPart {
        .toolCall(ToolCall(id: id, name: name, argumentsText: arguments, state: signature.map(gemini)))
    }

    static func gemini(_ data: String) -> ProviderState { ProviderState(origin: "gemini", data: data) }
}
