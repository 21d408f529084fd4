internal import AgentPrimitives

/// The parameters of a tool or group, in the order of declaration.
struct ParameterList: Sendable {
    struct Entry: Sendable {
        var name: String
        var declaration: any AnyParameterDeclaration
    }

    let entries: [Entry]

    /// Finds the parameters among an instance's stored properties.
    init(of instance: Any) {
        entries = Mirror(reflecting: instance).children.compactMap { child in
            guard let label = child.label, let parameter = child.value as? any DeclaredParameter else { return nil }
            return Entry(name: Self.argumentName(ofStorage: label), declaration: parameter.anyDeclaration)
        }
    }

    /// JSON Schema of the object that holds the arguments.
    var schema: JSONObject {
        var properties = JSONObject()
        for entry in entries { properties[entry.name] = .object(entry.declaration.schema) }
        let required = entries.filter(\.declaration.isRequired).map { JSONValue.string($0.name) }
        var schema: JSONObject = ["type": "object", "properties": .object(properties)]
        if !required.isEmpty { schema["required"] = .array(required) }
        schema["additionalProperties"] = false
        return schema
    }

    /// Decodes arguments for one call of a registered tool.
    func bindings(for arguments: JSONReader) throws(JSONShapeError) -> ArgumentBindings {
        let members = try checkedMembers(of: arguments)
        var bindings = ArgumentBindings()
        for entry in entries {
            let argument = try reader(of: entry, in: arguments, members)
            try entry.declaration.bind(argument, named: entry.name, in: arguments, to: &bindings)
        }
        return bindings
    }

    /// Decodes arguments into the declarations of a group that only one call uses.
    func fill(from arguments: JSONReader) throws(JSONShapeError) {
        let members = try checkedMembers(of: arguments)
        for entry in entries {
            let argument = try reader(of: entry, in: arguments, members)
            try entry.declaration.fill(argument, named: entry.name, in: arguments)
        }
    }

    private func reader(of entry: Entry, in arguments: JSONReader, _ members: JSONObject)
        throws(JSONShapeError) -> JSONReader?
    {
        members[entry.name] == nil ? nil : try arguments.member(entry.name)
    }

    /// Refuses what the schema does not know, and repeated keys: whoever judged the call may have read the other value.
    private func checkedMembers(of arguments: JSONReader) throws(JSONShapeError) -> JSONObject {
        let members = try arguments.object()
        let known = entries.map(\.name)
        var seen: Set<String> = []
        for (key, _) in members {
            let path = arguments.path.appending(key: key)
            guard known.contains(key) else {
                let nearest = NearestName.of(key, among: known).map { "; did you mean \($0)?" } ?? ""
                throw JSONShapeError(
                    path: path, expected: known.isEmpty ? "no arguments" : "one of " + known.joined(separator: ", "),
                    found: "an unknown argument" + nearest)
            }
            guard seen.insert(key).inserted else {
                throw JSONShapeError(path: path, expected: "the argument once", found: "it twice")
            }
        }
        return members
    }

    /// `_lineCount`, the wrapper's storage, becomes `line_count`; `_maxURLSize` becomes `max_url_size`.
    private static func argumentName(ofStorage label: String) -> String {
        let letters = Array(label.drop { $0 == "_" })
        var name = ""
        for (index, letter) in letters.enumerated() {
            let next = index + 1 < letters.count ? letters[index + 1] : nil
            if letter.isUppercase, index > 0, !letters[index - 1].isUppercase || next?.isLowercase == true,
                letters[index - 1] != "_"
            {
                name.append("_")
            }
            name += letter.lowercased()
        }
        return name
    }
}
