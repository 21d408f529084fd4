internal import AgentPrimitives

/// Turns schemas in Gemini's subset of OpenAPI 3.0 (`parameters`, `responseSchema`) into JSON Schema.
enum GeminiSchema {
    /// The schema of a tool that takes nothing.
    static let noParameters: JSONValue = ["type": "object", "properties": [:]]

    /// Whether a tool with this schema takes nothing at all.
    static func takesNothing(_ schema: JSONValue) -> Bool {
        guard let object = schema.objectValue else { return false }
        return object.allSatisfy { key, value in
            switch key {
            case "type": value == "object"
            case "properties": value.objectValue?.isEmpty ?? false
            case "required": value.arrayValue?.isEmpty ?? false
            case "additionalProperties": value == false
            case "$schema", "title", "description": true
            default: false
            }
        }
    }

    /// The same schema with types in lower case, `nullable` as a type, and counts as numbers.
    static func jsonSchema(openAPI schema: JSONValue) -> JSONValue {
        guard let object = schema.objectValue else { return schema }
        let isNullable = object["nullable"]?.boolValue ?? false
        var converted = JSONObject()
        for (key, value) in object {
            switch key {
            case "nullable":
                break
            case "type":
                guard let name = value.stringValue else {
                    converted["type"] = value
                    continue
                }
                let type = JSONValue.string(name.lowercased())
                converted["type"] = isNullable ? [type, "null"] : type
            case "properties":
                let properties = (value.objectValue ?? JSONObject()).map { (key: $0, value: jsonSchema(openAPI: $1)) }
                converted["properties"] = .object(JSONObject(properties))
            case "items":
                converted["items"] = jsonSchema(openAPI: value)
            case "anyOf", "any_of":
                converted["anyOf"] = .array((value.arrayValue ?? []).map(jsonSchema))
            case "minItems", "maxItems", "minLength", "maxLength", "minProperties", "maxProperties":
                // 64-bit numbers are texts in the JSON form of protocol buffers.
                converted[key] = value.stringValue.flatMap(Int.init).map { .int($0) } ?? value
            default:
                converted[key] = value
            }
        }
        return .object(converted)
    }
}
