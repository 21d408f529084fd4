internal import AgentPrimitives

/// Checks a value against the part of JSON Schema (draft 2020-12) that model APIs accept for answers.
///
/// Types, enum, const, properties, required, additionalProperties, items, prefixItems, the combinators, bounds of numbers, lengths,
/// and references within the document. Other keywords are not looked at; `pattern` and `format` are among them.
struct SchemaCheck {
    private let root: JSONValue
    /// References followed and combinators entered, so that a schema that refers to itself ends.
    private static let maxDepth = 64

    init(_ schema: JSONValue) {
        root = schema
    }

    /// What does not fit, and where; `nil` when everything does.
    func violation(in value: JSONValue) -> String? {
        violation(in: value, root, at: "$", depth: 0)
    }

    private func violation(in value: JSONValue, _ schema: JSONValue, at path: String, depth: Int) -> String? {
        if schema.boolValue == false { return "\(path) is not allowed" }
        guard schema.objectValue != nil else { return nil }
        guard depth < Self.maxDepth else { return "\(path) is nested deeper than \(Self.maxDepth) levels" }
        if let reference = schema["$ref"]?.stringValue {
            guard let target = resolve(reference) else {
                return "the schema refers to \(reference), which it does not have"
            }
            if let violation = violation(in: value, target, at: path, depth: depth + 1) { return violation }
        }
        return type(of: value, schema, path) ?? choice(of: value, schema, path) ?? number(value, schema, path)
            ?? length(of: value, schema, path) ?? members(of: value, schema, path, depth)
            ?? elements(of: value, schema, path, depth) ?? combinators(value, schema, path, depth)
    }

    /// Follows a reference within the document (RFC 6901 in a fragment).
    private func resolve(_ reference: String) -> JSONValue? {
        guard reference.hasPrefix("#") else { return nil }
        var place: JSONValue? = root
        for step in reference.dropFirst().split(separator: "/") {
            let key = String(step).replacing("~1", with: "/").replacing("~0", with: "~")
            if place?.arrayValue != nil {
                guard let index = Int(key) else { return nil }
                place = place?[index]
            } else {
                place = place?[key]
            }
        }
        return place
    }

    private func type(of value: JSONValue, _ schema: JSONValue, _ path: String) -> String? {
        guard let type = schema["type"] else { return nil }
        let names = type.arrayValue?.compactMap(\.stringValue) ?? [type.stringValue].compactMap(\.self)
        guard !names.isEmpty, !names.contains(where: { Self.has(value, type: $0) }) else { return nil }
        return "\(path) is \(Self.name(of: value)), expected \(names.joined(separator: " or "))"
    }

    private func choice(of value: JSONValue, _ schema: JSONValue, _ path: String) -> String? {
        if let constant = schema["const"], constant != value { return "\(path) is not \(constant.text())" }
        guard let values = schema["enum"]?.arrayValue, !values.contains(value) else { return nil }
        return "\(path) is none of \(values.map { $0.text() }.joined(separator: ", "))"
    }

    private func number(_ value: JSONValue, _ schema: JSONValue, _ path: String) -> String? {
        guard let number = value.doubleValue, value.numberValue != nil else { return nil }
        let bounds: [(String, (Double, Double) -> Bool)] = [
            ("minimum", { $0 >= $1 }), ("maximum", { $0 <= $1 }), ("exclusiveMinimum", { $0 > $1 }),
            ("exclusiveMaximum", { $0 < $1 }),
        ]
        for (name, holds) in bounds {
            if let bound = schema[name]?.doubleValue, !holds(number, bound) { return "\(path) breaks \(name) \(bound)" }
        }
        if let step = schema["multipleOf"]?.doubleValue, step > 0, (number / step).rounded() * step != number {
            return "\(path) is no multiple of \(step)"
        }
        return nil
    }

    private func length(of value: JSONValue, _ schema: JSONValue, _ path: String) -> String? {
        let (count, least, most): (Int, String, String)
        switch value {
        case .string(let text): (count, least, most) = (text.unicodeScalars.count, "minLength", "maxLength")
        case .array(let elements): (count, least, most) = (elements.count, "minItems", "maxItems")
        case .object(let object): (count, least, most) = (object.count, "minProperties", "maxProperties")
        default: return nil
        }
        if let bound = schema[least]?.intValue, count < bound { return "\(path) breaks \(least) \(bound)" }
        if let bound = schema[most]?.intValue, count > bound { return "\(path) breaks \(most) \(bound)" }
        return nil
    }

    private func members(of value: JSONValue, _ schema: JSONValue, _ path: String, _ depth: Int) -> String? {
        guard let object = value.objectValue else { return nil }
        for name in schema["required"]?.arrayValue?.compactMap(\.stringValue) ?? [] where object[name] == nil {
            return "\(path) lacks the member '\(name)'"
        }
        let properties = schema["properties"]?.objectValue
        for (name, member) in object.members {
            if let property = properties?[name] {
                if let found = violation(in: member, property, at: "\(path).\(name)", depth: depth + 1) { return found }
            } else if let others = schema["additionalProperties"] {
                if others.boolValue == false {
                    return "\(path) has the member '\(name)', which the schema does not know"
                }
                if let found = violation(in: member, others, at: "\(path).\(name)", depth: depth + 1) { return found }
            }
        }
        return nil
    }

    private func elements(of value: JSONValue, _ schema: JSONValue, _ path: String, _ depth: Int) -> String? {
        guard let elements = value.arrayValue else { return nil }
        let first = schema["prefixItems"]?.arrayValue ?? []
        for (index, element) in elements.enumerated() {
            guard let form = index < first.count ? first[index] : schema["items"] else { continue }
            if let found = violation(in: element, form, at: "\(path)[\(index)]", depth: depth + 1) { return found }
        }
        return nil
    }

    private func combinators(_ value: JSONValue, _ schema: JSONValue, _ path: String, _ depth: Int) -> String? {
        for form in schema["allOf"]?.arrayValue ?? [] {
            if let found = violation(in: value, form, at: path, depth: depth + 1) { return found }
        }
        if let forms = schema["anyOf"]?.arrayValue, !forms.isEmpty {
            let found = forms.map { violation(in: value, $0, at: path, depth: depth + 1) }
            if let first = found[0], !found.contains(nil) {
                return "\(path) fits none of its forms; the first: \(first)"
            }
        }
        if let forms = schema["oneOf"]?.arrayValue, !forms.isEmpty {
            let count = forms.count { violation(in: value, $0, at: path, depth: depth + 1) == nil }
            if count != 1 { return "\(path) fits \(count) of its forms, expected one" }
        }
        if let form = schema["not"], violation(in: value, form, at: path, depth: depth + 1) == nil {
            return "\(path) has a form that is not allowed"
        }
        return nil
    }

    private static func has(_ value: JSONValue, type: String) -> Bool {
        switch (type, value) {
        case ("null", .null), ("boolean", .bool), ("string", .string), ("array", .array), ("object", .object),
            ("number", .number):
            true
        // 1.0 is an integer too.
        case ("integer", .number): value.doubleValue.map { $0 == $0.rounded() } ?? false
        default: false
        }
    }

    private static func name(of value: JSONValue) -> String {
        switch value {
        case .null: "null"
        case .bool: "a boolean"
        case .number: "a number"
        case .string: "a string"
        case .array: "an array"
        case .object: "an object"
        }
    }
}
