internal import AgentNetwork
package import AgentPrimitives

/// Reads an answer of Gemini: a stream of events (`alt=sse`), a stream as one JSON array, or a whole document.
///
/// The first byte tells them apart; gateways are not careful with content types.
package struct GeminiAnswerReader: AnswerReader {
    private enum Format: Sendable {
        case unknown
        case events(ServerSentEventDecoder, BareJSONScan)
        /// An array of chunks, or what follows the events of a stream without their framing.
        case objects(JSONObjectSplitter)
        /// Kept whole until its end.
        case document([UInt8])
    }

    private var format = Format.unknown
    private var decoder: GeminiAnswerDecoder
    private let limits: AnswerLimits

    package private(set) var isDone = false
    package var hasFinishReason: Bool { decoder.hasFinishReason }

    init(answering request: ModelRequest, limits: AnswerLimits = AnswerLimits()) {
        decoder = GeminiAnswerDecoder(answering: request, limits: limits)
        self.limits = limits
    }

    package mutating func read(_ bytes: [UInt8], into events: inout [ModelEvent]) throws(ModelError) {
        guard !isDone else { return }
        // Each is moved out of `format` while it works, so that its buffers are not copied.
        switch format {
        case .unknown:
            guard let first = bytes.first(where: { $0 > UInt8(ascii: " ") }) else { return }
            format = format(beginningWith: first)
            try read(bytes, into: &events)
        case .events(var lines, var scan):
            format = .unknown
            let start = scan.start(in: bytes)
            defer { if start == nil { format = .events(lines, scan) } }
            guard let start else { return try read(bytes, from: &lines, into: &events) }
            try read(Array(bytes[..<start]), from: &lines, into: &events)
            try readRest(of: &lines, into: &events)
            let isArray = bytes[start] == UInt8(ascii: "[")
            format = .objects(JSONObjectSplitter(isArray: isArray, maxBytes: limits.maxEventBytes))
            try read(Array(bytes[start...]), into: &events)
        case .objects(var objects):
            format = .unknown
            defer { format = .objects(objects) }
            try objects.split(bytes) { object throws(ModelError) in try decoder.consume(object, into: &events) }
            guard objects.isClosed else { return }
            isDone = true
            try decoder.conclude(isWhole: true, into: &events)
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
        guard !isDone else { return }
        var isWhole = false
        switch format {
        case .unknown, .objects:
            // What is missing of an array after the model said why it stopped does no harm.
            break
        case .events(var lines, _):
            try readRest(of: &lines, into: &events)
            guard !isDone else { return }
        case .document(let document):
            if document.first(where: { $0 > UInt8(ascii: " ") }) == UInt8(ascii: "<") {
                let page = Excerpt.of(page: String(decoding: document, as: UTF8.self))
                throw ModelError(
                    .malformedResponse, "expected a model's answer, found a web page: \(page); check base_url")
            }
            try decoder.consume(document, into: &events)
            isWhole = true
        }
        isDone = true
        try decoder.conclude(isWhole: isWhole, into: &events)
    }

    private func format(beginningWith first: UInt8) -> Format {
        switch first {
        case UInt8(ascii: "["): .objects(JSONObjectSplitter(isArray: true, maxBytes: limits.maxEventBytes))
        case UInt8(ascii: "{"), UInt8(ascii: "<"): .document([])
        default: .events(ServerSentEventDecoder(maxEventBytes: limits.maxEventBytes), BareJSONScan())
        }
    }

    private mutating func read(
        _ bytes: [UInt8], from lines: inout ServerSentEventDecoder, into events: inout [ModelEvent]
    ) throws(ModelError) {
        let arrived: [ServerSentEvent]
        do {
            arrived = try lines.decode(bytes)
        } catch {
            throw ModelError(.malformedResponse, error.message)
        }
        for event in arrived where !isDone {
            if event.data.utf8.allSatisfy({ $0 <= UInt8(ascii: " ") }) { continue }
            if event.data.utf8.starts(with: "[DONE]".utf8) {
                // Gemini sends none; some gateways do.
                isDone = true
                try decoder.conclude(isWhole: true, into: &events)
            } else {
                try decoder.consume(Array(event.data.utf8), into: &events)
            }
        }
    }

    /// Takes an event whose closing empty line is missing, if it is whole otherwise.
    private mutating func readRest(
        of lines: inout ServerSentEventDecoder, into events: inout [ModelEvent]
    ) throws(ModelError) {
        do {
            try read(Array("\n\n".utf8), from: &lines, into: &events)
        } catch {
            guard error.code == .malformedResponse, hasFinishReason else { throw error }
        }
    }
}
