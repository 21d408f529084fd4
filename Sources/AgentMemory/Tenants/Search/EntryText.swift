internal import AgentPrimitives

/// The text of an entry that searches can find: its key, its tags, and what its value says.
enum EntryText {
    /// Gathers the text, at most `limit` bytes of it; bytes that are no text count as none.
    static func gather(key: TenantKey, write: TenantWrite, document: JSONValue?, limit: Int) -> String {
        var text = ([key.rawValue] + write.tags.sorted()).joined(separator: " ")
        if let document {
            append(document, to: &text, limit: limit)
        } else if write.value.mediaType.hasPrefix("text/") {
            text += " " + String(decoding: write.value.bytes.prefix(limit), as: UTF8.self)
        }
        guard text.utf8.count > limit else { return text }
        // Cut between characters; a half one would be replaced by a mark.
        var end = text.utf8.index(text.startIndex, offsetBy: limit)
        while end > text.startIndex, end.samePosition(in: text.unicodeScalars) == nil {
            end = text.utf8.index(before: end)
        }
        return String(text[..<end])
    }

    /// Member names are searched like texts: `{"colour": "red"}` is found by "colour".
    private static func append(_ value: JSONValue, to text: inout String, limit: Int) {
        guard text.utf8.count < limit else { return }
        switch value {
        case .null, .bool: break
        case .number(let number): text += " " + number.text
        case .string(let string): text += " " + string
        case .array(let elements): for element in elements { append(element, to: &text, limit: limit) }
        case .object(let object):
            for (key, value) in object {
                text += " " + key
                append(value, to: &text, limit: limit)
            }
        }
    }
}
