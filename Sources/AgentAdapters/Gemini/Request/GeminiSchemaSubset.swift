internal import AgentPrimitives

/// Fits a JSON Schema to the keywords that Gemini knows (Gemini API, `GenerationConfig.responseJsonSchema`).
///
/// `const` becomes an `enum` of one, and what stands beside a `$ref` goes. Keywords that Gemini does not enforce are sent
/// all the same, for the model to read; each is a loss.
struct GeminiSchemaSubset: Sendable {
    private(set) var losses: [TranslationLoss] = []

    /// Known, or without a meaning for validation.
    private static let known: Set<String> = [
        "$id", "$defs", "$ref", "$anchor", "$schema", "$comment", "definitions", "type", "format", "title",
        "description",
        "enum", "items", "prefixItems", "minItems", "maxItems", "minimum", "maximum", "anyOf", "oneOf", "properties",
        "additionalProperties", "required", "propertyOrdering", "default", "example", "examples", "nullable",
    ]
    /// Deeper schemas stay as they are; the provider will say what it does not like.
    private static let deepest = 64

    mutating func adapt(_ schema: JSONValue, at path: String) -> JSONValue { adapt(schema, at: path, depth: 0) }

    private mutating func adapt(_ schema: JSONValue, at path: String, depth: Int) -> JSONValue {
        guard depth < Self.deepest, case .object(let object) = schema else { return schema }
        let isReference = object["$ref"]?.stringValue != nil
        var adapted = JSONObject()
        for (key, value) in object.members {
            let place = "\(path).\(key)"
            if isReference, !key.hasPrefix("$") {
                lose(place, "Gemini takes nothing beside a $ref")
                continue
            }
            switch key {
            case "properties", "$defs", "definitions":
                adapted[key] = adaptMembers(value, at: place, depth: depth)
            case "anyOf", "oneOf", "allOf", "prefixItems":
                if key == "allOf" { lose(place, Self.unenforced) }
                adapted[key] = adaptElements(value, at: place, depth: depth)
            case "items", "additionalProperties":
                adapted[key] = adapt(value, at: place, depth: depth + 1)
            case "const" where object["enum"] == nil && (value.stringValue != nil || value.doubleValue != nil):
                adapted["enum"] = [value]
            default:
                if !Self.known.contains(key) { lose(place, Self.unenforced) }
                adapted[key] = value
            }
        }
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

    private static let unenforced = "Gemini does not enforce it"
}
