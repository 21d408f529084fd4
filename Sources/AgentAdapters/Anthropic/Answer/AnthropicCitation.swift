internal import AgentPrimitives

/// Citations of this API, both ways.
enum AnthropicCitation {
    static func read(_ json: JSONValue) -> Citation {
        let isForeign = json["encrypted_index"] == ""
        return Citation(
            url: json["url"]?.stringValue ?? json["source"]?.stringValue,
            title: json["title"]?.stringValue ?? json["document_title"]?.stringValue,
            quote: json["cited_text"]?.stringValue,
            state: isForeign ? nil : .anthropic(json))
    }

    /// A citation of another API is shown as a result of a web search, without the index that would prove it.
    static func write(_ citation: Citation) -> JSONValue {
        if case .block(let object)? = citation.state.flatMap(AnthropicState.init) { return .object(object) }
        return [
            "type": "web_search_result_location", "url": .string(citation.url ?? ""),
            "title": citation.title.map { .string($0) } ?? .null, "encrypted_index": "",
            "cited_text": .string(citation.quote ?? ""),
        ]
    }
}
