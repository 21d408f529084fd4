package import AgentPrimitives

/// Reads an answer of the Messages API: a stream of events, or one document.
package struct AnthropicAnswerReader: AnswerReader {
    private var framing: AnswerFraming
    private var decoder: AnthropicAnswerDecoder

    package init(answering request: ModelRequest, limits: AnswerLimits = AnswerLimits()) {
        decoder = AnthropicAnswerDecoder(answering: request, limits: limits)
        framing = AnswerFraming(limits: limits)
    }

    package var isDone: Bool { decoder.isDone }
    package var hasFinishReason: Bool { decoder.hasFinishReason }

    package mutating func read(_ bytes: [UInt8], into events: inout [ModelEvent]) throws(ModelError) {
        for event in try framing.read(bytes) { try decoder.consume(event, into: &events) }
    }

    package mutating func end(into events: inout [ModelEvent]) throws(ModelError) {
        guard let document = try framing.document() else { return try decoder.end(into: &events) }
        try decoder.consume(document: document, into: &events)
    }
}
