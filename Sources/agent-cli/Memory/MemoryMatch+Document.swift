internal import AgentMemory
internal import AgentRuntime

extension MemoryMatch {
    /// `{"record":{…},"score":N}`.
    var document: JSONValue {
        ["record": record.json, "score": JSONNumber(score).map { .number($0) } ?? .null]
    }
}

extension MemoryRecord {
    /// The record in one line for a person: name, channel, tags, and the beginning of the text.
    func line(width: Int = 100) -> String {
        let labels = tags.isEmpty ? "" : " [" + tags.sorted().joined(separator: ", ") + "]"
        let doubt = taint.isTrusted ? "" : " (untrusted: " + taint.origins.sorted().joined(separator: ", ") + ")"
        let words = text.split(whereSeparator: \.isWhitespace).joined(separator: " ")
        let beginning = words.count > width ? words.prefix(width) + "…" : words[...]
        return "\(id)  \(channel.name)\(labels)\(doubt)  \(beginning)".withoutTerminalControls
    }
}
