public import AgentPrimitives

/// The value of a setting.
public enum ConfigurationValue: Hashable, Sendable {
    /// A whole number.
    case integer(Int)
    /// An amount of dollars.
    case money(Money)
    /// True or false.
    case boolean(Bool)
    /// A text.
    case text(String)
    /// A list of texts.
    case texts([String])
    /// A secret, or where to find it.
    case secret(SecretReference)
    /// A list of objects, or an object.
    case document(JSONValue)
}

extension ConfigurationValue {
    /// The value as JSON, for people to see: secrets are replaced, references to them stay.
    func redacted(secretFields: Set<String>) -> JSONValue {
        switch self {
        case .integer(let number): .int(number)
        case .money(let amount): JSONNumber(text: String(amount.description.dropFirst())).map(JSONValue.number) ?? .null
        case .boolean(let flag): .bool(flag)
        case .text(let text): .string(text)
        case .texts(let texts): .array(texts.map { .string($0) })
        case .secret(let reference): .string(reference.description)
        case .document(let value): Self.redacted(value, secretFields)
        }
    }

    private static func redacted(_ value: JSONValue, _ secretFields: Set<String>) -> JSONValue {
        switch value {
        case .array(let elements):
            return .array(elements.map { redacted($0, secretFields) })
        case .object(let object):
            return .object(
                JSONObject(
                    object.map { key, value in
                        guard secretFields.contains(key) else { return (key, redacted(value, secretFields)) }
                        let reference = value.stringValue.flatMap { SecretReference($0) }
                        return (key, .string(reference?.description ?? Secret("").description))
                    }))
        case .null, .bool, .number, .string:
            return value
        }
    }
}
