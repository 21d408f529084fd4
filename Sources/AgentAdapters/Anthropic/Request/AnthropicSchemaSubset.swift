internal import AgentPrimitives

/// Fits a JSON Schema to the keywords that this API enforces; the rest is told to the model in the description.
///
/// Every keyword that is taken out is a loss. Objects are closed, as the API demands, and `oneOf` becomes `anyOf`.
struct AnthropicSchemaSubset: Sendable {
    private(set) var losses: [TranslationLoss] = []

    private static let kept: Set<String> = [
        "type", "properties", "required", "additionalProperties", "items", "enum", "const", "anyOf", "allOf", "$ref",
        "$defs", "definitions", "default", "description", "title", "format", "pattern", "$schema", "$id", "$comment",
        "examples", "minItems", "oneOf", "nullable",
    ]
    private static let formats: Set<String> = [
        "date-time", "time", "date", "duration", "email", "hostname", "uri", "ipv4", "ipv6", "uuid",
    ]
    /// Deeper schemas stay as they are; the provider will say what it does not like.
    private static let deepest = 64

    mutating func adapt(_ schema: JSONValue, at path: String) -> JSONValue { adapt(schema, at: path, depth: 0) }

    /// Appends to a schema's description.
    static func describe(_ schema: inout JSONObject, _ text: String) {
        let known = schema["description"]?.stringValue ?? ""
        schema["description"] = .string(known.isEmpty ? text : "\(known)\n\n\(text)")
    }

    private mutating func adapt(_ schema: JSONValue, at path: String, depth: Int) -> JSONValue {
        guard depth < Self.deepest, case .object(let object) = schema else { return schema }
        var adapted = JSONObject()
        var removed: [String] = []
        for (key, value) in object.members {
            switch key {
            case "properties", "$defs", "definitions":
                adapted[key] = adaptMembers(value, at: "\(path).\(key)", depth: depth)
            case "anyOf", "allOf", "oneOf":
                if key == "oneOf" { lose("\(path).oneOf", "is sent as anyOf") }
                adapted[key == "oneOf" ? "anyOf" : key] = adaptElements(value, at: "\(path).\(key)", depth: depth)
            case "items":
                adapted[key] = adapt(value, at: "\(path).items", depth: depth + 1)
            case "additionalProperties":
                if value.boolValue != false { lose("\(path).\(key)", "objects are closed in this API") }
                adapted[key] = false
            default:
                if Self.takes(key, value) {
                    adapted[key] = value
                } else {
                    lose("\(path).\(key)", "this API does not enforce it; the description says it instead")
                    removed.append("\(key): \(value.text())")
                }
            }
        }
        if object["properties"] != nil || object["type"] == "object" { adapted["additionalProperties"] = false }
        if !removed.isEmpty { Self.describe(&adapted, "{\(removed.joined(separator: ", "))}") }
        return .object(adapted)
    }

    private mutating func adaptMembers(_ value: JSONValue, at path: String, depth: Int) -> JSONValue {
        guard case .object(let object) = value else { return value }
        return .object(
            JSONObject(
                object.members.map { (key: $0.key, value: adapt($0.value, at: "\(path).\($0.key)", depth: depth + 1)) })
        )
    }

    private mutating func adaptElements(_ value: JSONValue, at path: String, depth: Int) -> JSONValue {
        guard case .array(let elements) = value else { return value }
        return .array(elements.enumerated().map { adapt($1, at: "\(path)[\($0)]", depth: depth + 1) })
    }

    private mutating func lose(_ path: String, _ reason: String) {
        losses.append(TranslationLoss(path: path, reason: reason))
    }

    private static func takes(_ key: String, _ value: JSONValue) -> Bool {
        switch key {
        case "minItems": value.intValue.map { $0 <= 1 } ?? false
        case "format": value.stringValue.map(formats.contains) ?? false
        default: kept.contains(key)
        }
    }
}
