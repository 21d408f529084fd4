internal import AgentPrimitives

/// The visible text of a reasoning item.
enum ResponsesReasoning {
    /// Stands between two parts.
    static let separator = "\n\n"

    /// The summary, else the reasoning itself; parts joined by empty lines.
    static func text(of item: JSONObject) -> String {
        let summary = text(of: item["summary"])
        return summary.isEmpty ? text(of: item["content"]) : summary
    }

    /// Whether the provider can go on from the item, or anybody can read it.
    static func hasContent(_ item: JSONObject) -> Bool {
        item["encrypted_content"]?.stringValue?.isEmpty == false || !text(of: item).isEmpty
    }

    /// The text of a summary or of a content.
    static func text(of parts: JSONValue?) -> String {
        if let text = parts?.stringValue { return text }
        return (parts?.arrayValue ?? []).compactMap { $0["text"]?.stringValue }.filter { !$0.isEmpty }
            .joined(separator: separator)
    }
}
