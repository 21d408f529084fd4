package import AgentPrimitives

/// Reads an answer of `ConverseStream` or of `Converse`.
///
/// The first byte tells the two apart: a stream begins with the high byte of a length, which is no text.
package struct BedrockAnswerReader: AnswerReader {
    private enum Format: Sendable {
        case unknown
        case stream(EventStreamDecoder)
        /// Kept whole until its end.
        case document([UInt8])
    }

    private var format = Format.unknown
    private var decoder: BedrockAnswerDecoder
    private let limits: AnswerLimits

    package init(answering request: ModelRequest, limits: AnswerLimits = AnswerLimits()) {
        decoder = BedrockAnswerDecoder(answering: request, limits: limits)
        self.limits = limits
    }

    package var isDone: Bool { decoder.isDone }
    package var hasFinishReason: Bool { decoder.hasFinishReason }

    package mutating func read(_ bytes: [UInt8], into events: inout [ModelEvent]) throws(ModelError) {
        switch format {
        case .unknown:
            guard let first = bytes.first(where: { !Self.isSpace($0) }) else { return }
            format =
                first < UInt8(ascii: " ")
                ? .stream(EventStreamDecoder(maxMessageBytes: limits.maxEventBytes)) : .document([])
            try read(bytes, into: &events)
        case .stream(var stream):
            // Moved out while it works, so that its buffer is not copied.
            format = .unknown
            defer { format = .stream(stream) }
            var messages: [EventStreamMessage] = []
            var failure: EventStreamError?
            do throws(EventStreamError) {
                try stream.decode(bytes, into: &messages)
            } catch {
                failure = error
            }
            for message in messages { try decoder.consume(message, into: &events) }
            // What is broken behind the end is of no interest.
            if let failure, !isDone { throw Self.error(failure) }
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
        switch format {
        case .unknown:
            try decoder.end(into: &events)
        case .stream(let stream):
            do throws(EventStreamError) {
                try stream.end()
            } catch {
                guard decoder.hasFinishReason else { throw Self.error(error) }
            }
            try decoder.end(into: &events)
        case .document(let document):
            let text = document.drop(while: Self.isSpace)
            guard text.first != UInt8(ascii: "<") else {
                let page = String(decoding: text, as: UTF8.self)
                throw ModelError(
                    .malformedResponse,
                    "expected a model's answer, found a web page: \(Excerpt.of(page: page)); check base_url")
            }
            try decoder.consume(document: text, into: &events)
        }
    }

    private static func isSpace(_ byte: UInt8) -> Bool {
        byte == UInt8(ascii: " ") || byte == UInt8(ascii: "\n") || byte == UInt8(ascii: "\r")
            || byte == UInt8(ascii: "\t")
    }

    private static func error(_ error: EventStreamError) -> ModelError {
        ModelError(.malformedResponse, "the model's stream is broken: \(error)")
    }
}
