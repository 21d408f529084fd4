internal import AgentNetwork
package import AgentPrimitives

/// Reads an answer of the Messages API: a stream of events, or one document.
///
/// The first byte tells the two apart; servers are not careful with content types.
package struct AnthropicAnswerReader: AnswerReader {
    private enum Format: Sendable {
        case unknown
        case events(ServerSentEventDecoder)
        /// Kept whole until its end.
        case document([UInt8])
    }

    private var format = Format.unknown
    private var decoder: AnthropicAnswerDecoder
    private let limits: AnswerLimits

    package init(answering request: ModelRequest, limits: AnswerLimits = AnswerLimits()) {
        decoder = AnthropicAnswerDecoder(answering: request, limits: limits)
        self.limits = limits
    }

    package var isDone: Bool { decoder.isDone }
    package var hasFinishReason: Bool { decoder.hasFinishReason }

    package mutating func read(_ bytes: [UInt8], into events: inout [ModelEvent]) throws(ModelError) {
        switch format {
        case .unknown:
            guard let first = bytes.first(where: { $0 > UInt8(ascii: " ") }) else { return }
            format =
                switch first {
                case UInt8(ascii: "{"), UInt8(ascii: "["), UInt8(ascii: "<"): .document([])
                default: .events(ServerSentEventDecoder(maxEventBytes: limits.maxEventBytes))
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
            for event in arrived { try decoder.consume(event, into: &events) }
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

    package mutating func end(into events: inout [ModelEvent]) throws(ModelError) {
        guard case .document(let document) = format else { return try decoder.end(into: &events) }
        let text = document.drop { $0 <= UInt8(ascii: " ") }
        guard text.first != UInt8(ascii: "<") else {
            let page = String(decoding: text, as: UTF8.self)
            throw ModelError(
                .malformedResponse,
                "expected a model's answer, found a web page: \(Excerpt.of(page: page)); check base_url")
        }
        try decoder.consume(document: text, into: &events)
    }
}
