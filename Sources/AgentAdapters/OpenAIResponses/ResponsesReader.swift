internal import AgentNetwork
package import AgentPrimitives

/// Reads the content of a good response, as bytes in any pieces: a stream of events, or one document.
///
/// The first byte tells the two apart; servers are not careful with content types.
package struct ResponsesReader: AnswerReader {
    private enum Format: Sendable {
        case unknown
        case events(ServerSentEventDecoder)
        /// Kept whole until its end.
        case document([UInt8])
    }

    private var format = Format.unknown
    private var decoder: ResponsesDecoder
    private let limits: AnswerLimits

    /// Prepares to read the answer to a request.
    package init(answering request: ModelRequest, limits: AnswerLimits = AnswerLimits()) {
        decoder = ResponsesDecoder(answering: request, limits: limits)
        self.limits = limits
    }

    /// Whether the answer is over; what follows on the connection is of no interest.
    package var isDone: Bool { decoder.isDone }
    /// The same: the event that says why the model stopped is the last one.
    package var hasFinishReason: Bool { decoder.isDone }

    /// Takes the next bytes; events that precede a failure are appended before it is thrown.
    package mutating func read(_ bytes: [UInt8], into events: inout [ModelEvent]) throws(ModelError) {
        guard !isDone else { return }
        switch format {
        case .unknown:
            guard let first = bytes.first(where: { $0 > UInt8(ascii: " ") }) else { return }
            switch first {
            case UInt8(ascii: "{"), UInt8(ascii: "["), UInt8(ascii: "<"): format = .document([])
            default: format = .events(ServerSentEventDecoder(maxEventBytes: limits.maxEventBytes))
            }
            try read(bytes, into: &events)
        case .events(var lines):
            // Moved out while it works, so that its buffers are not copied.
            format = .unknown
            defer { format = .events(lines) }
            let arrived: [ServerSentEvent]
            do {
                arrived = try lines.decode(bytes)
            } catch {
                throw ModelError(.malformedResponse, error.message)
            }
            for event in arrived { try decoder.consume(event.data, named: event.event, into: &events) }
        case .document(var document):
            format = .unknown
            document += bytes
            let size = document.count
            format = .document(document)
            guard size <= limits.maxEventBytes else {
                throw ModelError(.malformedResponse, "an answer has at most \(limits.maxEventBytes) bytes, found more")
            }
        }
    }

    /// Takes the end of the content.
    ///
    /// - Throws: `malformedResponse` when the answer was not complete.
    package mutating func end(into events: inout [ModelEvent]) throws(ModelError) {
        guard case .document(let document) = format else { return try decoder.end() }
        let text = String(decoding: document.drop { $0 <= UInt8(ascii: " ") }, as: UTF8.self)
        guard !text.hasPrefix("<") else {
            throw ModelError(
                .malformedResponse,
                "expected a model's answer, found a web page: \(Excerpt.of(page: text)); check base_url")
        }
        try decoder.consume(document: text, into: &events)
    }
}
