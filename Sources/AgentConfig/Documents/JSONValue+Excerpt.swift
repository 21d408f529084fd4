internal import AgentPrimitives

extension JSONValue {
    /// The value in a few words for an error: lists and objects are not shown, because they may hold secrets.
    var excerpt: String {
        switch self {
        case .array: return "a list"
        case .object: return "an object"
        case .null, .bool, .number, .string:
            let text = String(decoding: serialized(), as: UTF8.self)
            return text.count <= 60 ? text : text.prefix(57) + "..."
        }
    }
}
