internal import AgentPrimitives

/// The sources of an answer: what a search found (`groundingMetadata`), and what was recited (`citationMetadata`).
struct GeminiSources: Sendable {
    /// Chunks may repeat what earlier ones said.
    private var seen: Set<String> = []

    /// The sources in a candidate that were not there before.
    mutating func read(_ candidate: JSONValue) -> [Citation] {
        let chunks = candidate["groundingMetadata"]?["groundingChunks"]?.arrayValue ?? []
        let sources = candidate["citationMetadata"]
        let recited = (sources?["citationSources"] ?? sources?["citations"])?.arrayValue ?? []
        return (chunks + recited).compactMap { source in
            guard source.objectValue != nil, seen.insert(source.text()).inserted else { return nil }
            let place = source["web"] ?? source["retrievedContext"] ?? source["maps"] ?? source
            return Citation(
                url: place["uri"]?.stringValue, title: place["title"]?.stringValue, quote: place["text"]?.stringValue,
                state: GeminiState.part(source.objectValue ?? JSONObject()).state)
        }
    }

    /// The members of a candidate that name these sources.
    static func members(_ citations: [Citation]) -> JSONObject {
        var chunks: [JSONValue] = []
        var recited: [JSONValue] = []
        for citation in citations {
            if let state = citation.state, case .part(let source) = GeminiState(state) {
                if source["uri"] == nil { chunks.append(.object(source)) } else { recited.append(.object(source)) }
                continue
            }
            var page = JSONObject()
            page["uri"] = citation.url.map { .string($0) }
            page["title"] = (citation.title ?? citation.quote).map { .string($0) }
            chunks.append(["web": .object(page)])
        }
        var members = JSONObject()
        if !chunks.isEmpty { members["groundingMetadata"] = ["groundingChunks": .array(chunks)] }
        if !recited.isEmpty { members["citationMetadata"] = ["citationSources": .array(recited)] }
        return members
    }
}
