internal import AgentPrimitives

extension ModelEntry {
    private static let keys = [
        "name", "upstream", "base_url", "model", "api_key", "region", "input_usd_per_million", "output_usd_per_million",
    ]

    /// Reads the list `models`; no node gives no models.
    static func list(_ node: ConfigurationNode?) throws(ConfigurationError) -> [ModelEntry] {
        var entries: [ModelEntry] = []
        var names: Set<String> = []
        guard let node else { return [] }
        for element in try node.elements() {
            let entry = try ModelEntry(element)
            guard names.insert(entry.name).inserted else {
                throw ConfigurationError(
                    .invalidValue, key: element.key + ".name", source: element.source,
                    expected: "a name that no entry before has", found: "'\(entry.name)' again",
                    advice: "Rename one of the two.")
            }
            entries.append(entry)
        }
        return entries
    }

    private init(_ node: ConfigurationNode) throws(ConfigurationError) {
        let members = try node.members(named: Self.keys)
        let kinds = UpstreamKind.allCases.map(\.rawValue)
        let upstream = try Self.required("upstream", "one of \(kinds.joined(separator: ", "))", members, of: node)
        let baseURL = try Self.required("base_url", "the upstream's URL", members, of: node)
        guard let kind = UpstreamKind(rawValue: try upstream.text(choices: kinds)) else {
            throw upstream.invalid("one of \(kinds.joined(separator: ", "))")
        }
        self.init(
            name: try Self.required("name", "the name that clients use", members, of: node).text(),
            upstream: kind,
            baseURL: try Self.checkedURL(baseURL),
            model: try Self.required("model", "the upstream's name for the model", members, of: node).text(),
            apiKey: try members["api_key"]?.secret(),
            region: try members["region"]?.text(),
            prices: try Self.prices(members, of: node),
            source: node.source
        )
    }

    private static func required(
        _ name: String, _ expected: String, _ members: [String: ConfigurationNode], of node: ConfigurationNode
    ) throws(ConfigurationError) -> ConfigurationNode {
        guard let member = members[name] else { throw node.missingKey(name, expected: expected) }
        return member
    }

    /// A URL with a password or a query is refused without being repeated: it would show a secret in reports.
    private static func checkedURL(_ node: ConfigurationNode) throws(ConfigurationError) -> String {
        let expected = "an http or https URL, such as http://127.0.0.1:11434"
        var text = try node.text()[...]
        guard let scheme = ["http://", "https://"].first(where: text.hasPrefix) else {
            throw (text.contains("@") ? node.hidden() : node).invalid(expected)
        }
        let rest = text.dropFirst(scheme.count)
        guard !rest.contains(where: { $0 == "@" || $0 == "?" || $0 == "#" }) else {
            throw node.hidden().invalid(
                expected + ", without user, password, query and fragment", advice: "Put the key into 'api_key'.")
        }
        let host = rest.prefix { $0 != "/" && $0 != ":" }
        guard !host.isEmpty || rest.hasPrefix("[") else { throw node.invalid(expected) }
        guard rest.unicodeScalars.allSatisfy({ $0.value > 0x20 && $0.value != 0x7F }) else {
            throw node.invalid(expected)
        }
        while text.last == "/" { text.removeLast() }
        return String(text)
    }

    private static func prices(
        _ members: [String: ConfigurationNode], of node: ConfigurationNode
    ) throws(ConfigurationError) -> ModelPrices? {
        switch (members["input_usd_per_million"], members["output_usd_per_million"]) {
        case (nil, nil): return nil
        case (let input?, let output?):
            return ModelPrices(inputMicros: try input.money().micros, outputMicros: try output.money().micros)
        case (nil, _): throw node.missingKey("input_usd_per_million", expected: "both prices or none")
        case (_, nil): throw node.missingKey("output_usd_per_million", expected: "both prices or none")
        }
    }
}
