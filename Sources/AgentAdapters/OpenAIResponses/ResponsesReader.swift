internal import AgentNetwork
package import AgentPrimitives

/// Reads the content of a good response, as bytes in any pieces: a stream of events, or one document.
package struct ResponsesReader: AnswerReader {
    private var framing: AnswerFraming
    private var decoder: ResponsesDecoder

    /// Prepares to read the answer to a request.
    package init(answering request: ModelRequest, limits: AnswerLimits = AnswerLimits()) {
        decoder = ResponsesDecoder(answering: request, limits: limits)
        framing = AnswerFraming(limits: limits)
    }

    /// Whether the answer is over; what follows on the connection is of no interest.
    package var isDone: Bool { decoder.isDone }
    /// The same: the event that says why the model stopped is the last one.
    package var hasFinishReason: Bool { decoder.isDone }

    /// Takes the next bytes; events that precede a failure are appended before it is thrown.
    package mutating func read(_ bytes: [UInt8], into events: inout [ModelEvent]) throws(ModelError) {
        guard !isDone else { return }
        for event in try framing.read(bytes) { try decoder.consume(event.data, named: event.event, into: &events) }
    }

    /// Takes the end of the content.
    ///
    /// - Throws: `malformedResponse` when the answer was not complete.
    package mutating func end(into events: inout [ModelEvent]) throws(ModelError) {
        guard let document = try framing.document() else { return try decoder.end() }
        try decoder.consume(document: String(decoding: document, as: UTF8.self), into: &events)
    }
}
