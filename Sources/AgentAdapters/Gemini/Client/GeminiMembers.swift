internal import AgentPrimitives

/// The members of an object in a client's request, taken one by one, so that what is left is what has no counterpart.
///
/// The JSON form of protocol buffers takes names in `camelCase` and in `snake_case`.
struct GeminiMembers: Sendable {
    let place: JSONReader
    /// What was not taken.
    private(set) var rest: JSONObject

    init(_ place: JSONReader) throws(JSONShapeError) {
        self.place = place
        rest = try place.object()
    }

    /// Takes a member; `nil` when it is absent or null.
    mutating func take(_ key: String) throws(JSONShapeError) -> JSONReader? {
        for name in [key, Self.snakeCase(key)] where rest[name] != nil {
            rest[name] = nil
            if let member = try place.optional(name) { return member }
        }
        return nil
    }

    /// Takes a list; a single element may stand for itself.
    mutating func takeList(_ key: String) throws(JSONShapeError) -> [JSONReader]? {
        guard let list = try take(key) else { return nil }
        return list.value.objectValue == nil ? try list.elements() : [list]
    }

    /// Takes back a member for what is left.
    mutating func leave(_ key: String, _ value: JSONValue) {
        rest[key] = value
    }

    private static func snakeCase(_ key: String) -> String {
        key.reduce(into: "") { name, character in
            name += character.isUppercase ? "_\(character.lowercased())" : String(character)
        }
    }
}
