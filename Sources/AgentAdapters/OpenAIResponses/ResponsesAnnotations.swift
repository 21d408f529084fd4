internal import AgentPrimitives

/// The sources of one text, as its annotations.
struct ResponsesAnnotations: Sendable {
    private(set) var list: [JSONValue] = []
    /// How many characters of the text came so far.
    private var length = 0
    /// Where the text began that the next source is for.
    private var start = 0

    /// Follows the text.
    mutating func grow(by text: String) { length += text.unicodeScalars.count }

    /// Adds a source; `nil` for one that has neither address nor title, which this API cannot name.
    mutating func add(_ citation: Citation) -> JSONValue? {
        guard let annotation = annotation(citation) else { return nil }
        start = length
        list.append(annotation)
        return annotation
    }

    private func annotation(_ citation: Citation) -> JSONValue? {
        if let own = citation.state.flatMap(ResponsesState.object(in:)) { return .object(own) }
        if let url = citation.url {
            return [
                "type": "url_citation", "start_index": .int(start), "end_index": .int(length), "url": .string(url),
                "title": .string(citation.title ?? url),
            ]
        }
        guard let title = citation.title else { return nil }
        return [
            "type": "file_citation", "file_id": .string(title), "filename": .string(title), "index": .int(length),
        ]
    }
}
