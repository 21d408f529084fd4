internal import AgentPrimitives

/// Citations of this API, both ways.
enum BedrockCitation {
    static func read(_ json: JSONValue) -> Citation {
        let words = (json["sourceContent"]?.arrayValue ?? []).compactMap { $0["text"]?.stringValue }
        let location = json["location"]
        return Citation(
            url: location?["web"]?["url"]?.stringValue ?? json["source"]?.stringValue,
            title: json["title"]?.stringValue, quote: words.isEmpty ? nil : words.joined(),
            state: .bedrock(json.text()))
    }

    /// A citation in the API's own form; `nil` for one of another API.
    static func own(_ citation: Citation) -> JSONValue? {
        guard let state = citation.state, state.isBedrock, let json = try? JSONValue(parsing: state.data),
            json.objectValue != nil
        else { return nil }
        return json
    }

    /// A citation as a client is shown it, whatever its origin.
    static func write(_ citation: Citation) -> JSONValue {
        if let own = own(citation) { return own }
        var json = JSONObject()
        if let title = citation.title { json["title"] = .string(title) }
        if let quote = citation.quote { json["sourceContent"] = [["text": .string(quote)]] }
        if let url = citation.url { json["location"] = ["web": ["url": .string(url)]] }
        return .object(json)
    }
}
