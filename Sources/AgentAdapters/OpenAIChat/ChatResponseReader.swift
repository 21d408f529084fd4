internal import AgentNetwork
package import AgentPrimitives

/// Reads the content of a good response, as bytes in any pieces: a stream of events, or one document where the server does
/// not stream.
package struct ChatResponseReader: AnswerReader {
    private var framing: AnswerFraming
    private var decoder: ChatStreamDecoder

    /// Prepares to read the answer to a request.
    package init(answering request: ModelRequest, limits: AnswerLimits = AnswerLimits()) {
        decoder = ChatStreamDecoder(answering: request, limits: limits)
        framing = AnswerFraming(limits: limits)
    }

    /// Whether the answer is over; what follows on the connection is of no interest.
    package var isDone: Bool { decoder.isDone }
    /// Whether the model said why it stopped, so that a broken connection does no harm any more.
    package var hasFinishReason: Bool { decoder.hasFinishReason }

    /// Takes the next bytes; events that precede a failure are appended before it is thrown.
    package mutating func read(_ bytes: [UInt8], into events: inout [ModelEvent]) throws(ModelError) {
        for event in try framing.read(bytes) { try take(event, into: &events) }
    }

    /// Takes the end of the content.
    ///
    /// - Throws: `malformedResponse` when the answer was not complete.
    package mutating func end(into events: inout [ModelEvent]) throws(ModelError) {
        guard let document = try framing.document() else { return try decoder.end(into: &events) }
        try decoder.consume(String(decoding: document, as: UTF8.self), into: &events)
        // A whole response is complete by itself.
        try decoder.consume("[DONE]", into: &events)
    }

    private mutating func take(_ event: ServerSentEvent, into events: inout [ModelEvent]) throws(ModelError) {
        if event.event == "error" {
            let failure = (try? JSONValue(parsing: event.data)).flatMap { UpstreamFailure(errorBody: $0) }
            throw failure?.error()
                ?? ModelError(.upstreamFailed, "the model's server reported: \(Excerpt.of(event.data))")
        }
        try decoder.consume(event.data, into: &events)
    }
}
