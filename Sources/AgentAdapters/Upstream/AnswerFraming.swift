internal import AgentNetwork
internal import AgentPrimitives

/// Cuts an answer's bytes, in any pieces, into what its decoder takes: the events of a stream, or one document.
///
/// The first byte tells the two apart; servers are not careful with content types.
struct AnswerFraming: Sendable {
    private enum Format: Sendable {
        case unknown
        case events(ServerSentEventDecoder)
        /// Kept whole until its end.
        case document([UInt8])
    }

    private var format = Format.unknown
    private let limits: AnswerLimits

    init(limits: AnswerLimits) {
        self.limits = limits
    }

    /// Takes the next bytes and gives the events that they complete.
    mutating func read(_ bytes: [UInt8]) throws(ModelError) -> [ServerSentEvent] {
        // Moved out while it works, so that its buffers are not copied.
        let current = format
        format = .unknown
        switch current {
        case .unknown:
            guard let first = bytes.first(where: { $0 > UInt8(ascii: " ") }) else { return [] }
            switch first {
            case UInt8(ascii: "{"), UInt8(ascii: "["), UInt8(ascii: "<"): format = .document([])
            default: format = .events(ServerSentEventDecoder(maxEventBytes: limits.maxEventBytes))
            }
            return try read(bytes)
        case .events(var lines):
            defer { format = .events(lines) }
            do {
                return try lines.decode(bytes)
            } catch {
                throw ModelError(.malformedResponse, error.message)
            }
        case .document(var document):
            defer { format = .document(document) }
            document += bytes
            guard document.count <= limits.maxEventBytes else {
                throw ModelError(.malformedResponse, "an answer has at most \(limits.maxEventBytes) bytes, found more")
            }
            return []
        }
    }

    /// The document, without the blanks ahead of it; `nil` for a stream, or when nothing came.
    ///
    /// - Throws: `malformedResponse` for a web page.
    func document() throws(ModelError) -> ArraySlice<UInt8>? {
        guard case .document(let document) = format else { return nil }
        let text = document.drop { $0 <= UInt8(ascii: " ") }
        guard text.first != UInt8(ascii: "<") else {
            let page = String(decoding: text, as: UTF8.self)
            throw ModelError(
                .malformedResponse,
                "expected a model's answer, found a web page: \(Excerpt.of(page: page)); check base_url")
        }
        return text
    }
}
