internal import AgentNetwork
package import AgentPrimitives

/// Reads an answer of Ollama's chat API: lines of JSON, of which a whole answer has one.
package struct OllamaAnswerReader: AnswerReader {
    private var lines: NDJSONDecoder
    private var decoder: OllamaAnswerDecoder

    package init(answering request: ModelRequest, limits: AnswerLimits = AnswerLimits()) {
        lines = NDJSONDecoder(maxLineBytes: limits.maxEventBytes)
        decoder = OllamaAnswerDecoder(answering: request, limits: limits)
    }

    package var isDone: Bool { decoder.isDone }
    package var hasFinishReason: Bool { decoder.isDone }

    package mutating func read(_ bytes: [UInt8], into events: inout [ModelEvent]) throws(ModelError) {
        let documents: [[UInt8]]
        do {
            documents = try lines.decode(bytes)
        } catch {
            throw ModelError(.malformedResponse, error.message)
        }
        for document in documents { try take(document, into: &events) }
    }

    package mutating func end(into events: inout [ModelEvent]) throws(ModelError) {
        if let rest = lines.finish() { try take(rest, into: &events) }
        try decoder.end()
    }

    private mutating func take(_ document: [UInt8], into events: inout [ModelEvent]) throws(ModelError) {
        guard !isDone else { return }
        // Bytes that are no UTF-8 become marks, as in the streams of the other APIs.
        let text = String(decoding: document, as: UTF8.self)
        let json: JSONValue
        do {
            json = try JSONValue(parsing: text)
        } catch {
            guard !text.drop(while: \.isWhitespace).hasPrefix("<") else {
                throw ModelError(
                    .malformedResponse,
                    "expected a model's answer, found a web page: \(Excerpt.of(page: text)); check base_url")
            }
            throw ModelError(
                .malformedResponse,
                "expected JSON in the model's stream, found '\(Excerpt.of(text))': \(error.message)")
        }
        try decoder.consume(json, into: &events)
    }
}
