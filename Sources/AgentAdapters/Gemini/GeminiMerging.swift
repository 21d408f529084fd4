internal import AgentPrimitives

/// Puts the fields that only Gemini has back among the others.
enum GeminiMerging {
    /// Adds what `object` lacks: objects are merged, lists joined, and of two values the one in `object` stays.
    static func merge(_ extra: JSONObject, into object: inout JSONObject) {
        for (key, value) in extra {
            switch (object[key], value) {
            case (nil, _):
                object[key] = value
            case (.object(var inner), .object(let more)):
                merge(more, into: &inner)
                object[key] = .object(inner)
            case (.array(let elements), .array(let more)):
                object[key] = .array(elements + more)
            default:
                break
            }
        }
    }
}
