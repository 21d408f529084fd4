internal import AgentPrimitives

/// A value on its way from a layer into a setting, with what an error needs to name it.
struct ConfigurationNode {
    let value: JSONValue
    /// The setting's name as people write it, such as `models[0].name`.
    let key: String
    private let origin: Origin
    /// Whether the value must not be repeated in an error.
    private var isSecret = false

    private enum Origin {
        /// The line is looked up only when it is asked for.
        case document(ConfigurationDocument, JSONPointer)
        case layer(ConfigurationSource)
    }

    /// The root of a file.
    init(_ document: ConfigurationDocument) {
        value = .object(document.root)
        key = ""
        origin = .document(document, .root)
    }

    /// The text of a variable or a flag; it becomes the JSON value that a file would hold.
    init(text: String, for setting: ConfigurationSetting, source: ConfigurationSource) {
        key = setting.key.path
        origin = .layer(source)
        switch setting.kind {
        case .integer: value = JSONNumber(text: text).map(JSONValue.number) ?? .string(text)
        case .boolean: value = text == "true" ? true : text == "false" ? false : .string(text)
        case .texts:
            value = .array(text.split(separator: ",").map { .string(String($0.trimmed)) })
        case .money, .text, .secret, .list, .object: value = .string(text)
        }
    }

    private init(_ value: JSONValue, key: String, origin: Origin) {
        self.value = value
        self.key = key
        self.origin = origin
    }

    var source: ConfigurationSource {
        switch origin {
        case .document(let document, let pointer): document.source(at: pointer)
        case .layer(let source): source
        }
    }

    /// The same value, which errors do not repeat.
    func hidden() -> ConfigurationNode {
        var node = self
        node.isSecret = true
        return node
    }

    // MARK: Structure

    /// The members of an object in order, each once; members whose key starts with `x-` belong to others and are left out.
    func members() throws(ConfigurationError) -> [(name: String, node: ConfigurationNode)] {
        guard let object = value.objectValue else { throw wrongType("an object") }
        var members: [(name: String, node: ConfigurationNode)] = []
        var seen: Set<String> = []
        for (name, value) in object where !name.hasPrefix("x-") {
            let node = child(value, key: key.isEmpty ? name : "\(key).\(name)") { $0.appending(key: name) }
            guard seen.insert(name).inserted else {
                throw ConfigurationError(
                    .duplicateKey, key: node.key, source: node.source, expected: "the key once", found: "it again",
                    advice: "Keep one.")
            }
            members.append((name, node))
        }
        return members
    }

    /// The members of an object that may hold these keys and no others.
    func members(named names: [String]) throws(ConfigurationError) -> [String: ConfigurationNode] {
        var members: [String: ConfigurationNode] = [:]
        for (name, node) in try self.members() {
            guard names.contains(name) else { throw node.unknownKey(name, among: names) }
            members[name] = node
        }
        return members
    }

    func elements() throws(ConfigurationError) -> [ConfigurationNode] {
        guard let elements = value.arrayValue else { throw wrongType("a list") }
        return elements.enumerated().map { index, value in
            child(value, key: "\(key)[\(index)]") { $0.appending(index: index) }
        }
    }

    private func child(
        _ value: JSONValue, key: String, pointer: (JSONPointer) -> JSONPointer
    ) -> ConfigurationNode {
        switch origin {
        case .document(let document, let parent):
            ConfigurationNode(value, key: key, origin: .document(document, pointer(parent)))
        case .layer:
            ConfigurationNode(value, key: key, origin: origin)
        }
    }

    // MARK: Errors

    func unknownKey(_ name: String, among names: [String], advice: String? = nil) -> ConfigurationError {
        let suggestion = NearestName.of(name, among: names).map { "Did you mean '\($0)'?" }
        return ConfigurationError(
            .unknownKey, key: key, source: source, expected: "one of \(names.joined(separator: ", "))",
            found: "the unknown key '\(name)'", advice: advice ?? suggestion ?? "Keys of your own start with 'x-'.")
    }

    func missingKey(_ name: String, expected: String) -> ConfigurationError {
        ConfigurationError(
            .missingKey, key: key.isEmpty ? name : "\(key).\(name)", source: source, expected: expected, found: "none")
    }

    func wrongType(_ expected: String) -> ConfigurationError {
        ConfigurationError(.wrongType, key: key, source: source, expected: expected, found: found)
    }

    func invalid(_ expected: String, advice: String = "") -> ConfigurationError {
        ConfigurationError(.invalidValue, key: key, source: source, expected: expected, found: found, advice: advice)
    }

    private var found: String {
        isSecret ? "a value that is not shown" : value.excerpt
    }
}

extension Substring {
    /// The text without spaces and tabs around it.
    fileprivate var trimmed: Substring {
        var text = self
        while let edge = text.first, edge.isWhitespace { text.removeFirst() }
        while let edge = text.last, edge.isWhitespace { text.removeLast() }
        return text
    }
}
