public import AgentPrimitives

/// The settings in force, each with the layer that it came from.
///
/// Layers, later ones over earlier ones: the schema's defaults, a JSON file, environment variables, flags of the command
/// line. Every layer is checked, also where a later one overrides it: a wrong value is an error, not a surprise for the day on
/// which the flag is left out. In the file, keys nest by the dots of the setting's key, unknown keys are errors, and keys that
/// start with `x-` are free for others.
public struct Configuration: Sendable {
    /// The settings that exist.
    public let schema: ConfigurationSchema
    /// What is suspicious but no error: variables that look like misspelt ones.
    public let warnings: [String]
    /// Stays reachable, so that lines can be named after loading.
    private let document: ConfigurationDocument?
    private var values: [ConfigurationKey: Resolved] = [:]

    private struct Resolved {
        var value: ConfigurationValue
        var source: ConfigurationSource
        var node: ConfigurationNode?
    }

    /// Reads all layers.
    ///
    /// Reading a file blocks, so this belongs to the start of a program.
    ///
    /// - Parameters:
    ///   - schema: the settings that there are.
    ///   - limits: how large the file may be.
    ///   - file: the file's layer, if there is one.
    ///   - environment: all variables of the process; those that the schema does not name, and empty ones, are ignored.
    ///   - overrides: values of flags; the last of several for one setting counts.
    /// - Throws: ``ConfigurationError``, the first in the order of the layers and of the file.
    public init(
        schema: ConfigurationSchema, file: ConfigurationFile = .none, environment: [String: String] = [:],
        overrides: [ConfigurationOverride] = [], limits: ConfigurationLimits = ConfigurationLimits()
    ) throws(ConfigurationError) {
        self.schema = schema
        document = try file.document(limits: limits)
        warnings = Self.warnings(about: environment, schema: schema)
        for setting in schema.settings {
            if let fallback = setting.fallback {
                values[setting.key] = Resolved(value: fallback, source: .fallback)
            }
        }
        if let document { try apply(ConfigurationNode(document), group: []) }
        for setting in schema.settings {
            guard let variable = setting.environment, let text = environment[variable], !text.isEmpty else { continue }
            try apply(
                ConfigurationNode(text: text, for: setting, source: .environment(variable: variable)), to: setting)
        }
        for override in overrides { try apply(override) }
    }

    private mutating func apply(_ node: ConfigurationNode, group: [String]) throws(ConfigurationError) {
        for (name, member) in try node.members() {
            let path = group + [name]
            if !name.contains("."), let setting = schema.setting(ConfigurationKey(path.joined(separator: "."))) {
                try apply(member, to: setting)
            } else if !schema.names(in: path).isEmpty {
                try apply(member, group: path)
            } else {
                throw member.unknownKey(
                    name, among: schema.names(in: group), advice: Self.advice(on: name, schema: schema))
            }
        }
    }

    private mutating func apply(_ node: ConfigurationNode, to setting: ConfigurationSetting) throws(ConfigurationError)
    {
        values[setting.key] = Resolved(value: try node.value(setting.kind), source: node.source, node: node)
    }

    private mutating func apply(_ override: ConfigurationOverride) throws(ConfigurationError) {
        let source = ConfigurationSource.flag(override.flag)
        guard let setting = schema.setting(override.key) else {
            throw ConfigurationError(
                .unknownKey, key: override.key.path, source: source, expected: "a setting of the schema",
                found: "the unknown key '\(override.key)'")
        }
        guard !setting.kind.isDocument else {
            throw ConfigurationError(
                .wrongType, key: override.key.path, source: source, expected: "a list or object in a file",
                found: "a flag", advice: "Set it in the configuration file.")
        }
        try apply(ConfigurationNode(text: override.text, for: setting, source: source), to: setting)
    }

    /// How a key is written that stands in the wrong group, or that has dots in it.
    private static func advice(on name: String, schema: ConfigurationSchema) -> String? {
        schema.settings.first { $0.key.path == name || $0.key.steps.last == name }.map { setting in
            "Write " + setting.key.steps.reversed().reduce("…") { "{\"\($1)\": \($0)}" } + "."
        }
    }

    private static func warnings(about environment: [String: String], schema: ConfigurationSchema) -> [String] {
        let prefix = "AGENT_"
        let known = schema.settings.compactMap(\.environment).filter { $0.hasPrefix(prefix) }
        let names = known.map { String($0.dropFirst(prefix.count)) }
        return environment.keys.sorted().compactMap { variable in
            guard variable.hasPrefix(prefix), !known.contains(variable) else { return nil }
            return NearestName.of(String(variable.dropFirst(prefix.count)), among: names).map {
                "environment variable \(variable) sets nothing. Did you mean \(prefix)\($0)?"
            }
        }
    }
}

extension Configuration {
    /// The value of a setting; `nil` when no layer sets it.
    ///
    /// - Precondition: the schema has the setting.
    public func value(_ key: ConfigurationKey) -> ConfigurationValue? {
        precondition(schema.setting(key) != nil, "A setting is read by a key of the schema; '\(key)' is none.")
        return values[key]?.value
    }

    /// The layer that a setting's value came from.
    public func source(of key: ConfigurationKey) -> ConfigurationSource {
        values[key]?.source ?? .fallback
    }

    /// The place in the file of a value inside a setting, such as `/policy/rules/0`; `nil` without a file.
    public func source(at pointer: JSONPointer) -> ConfigurationSource? {
        document?.source(at: pointer)
    }

    /// The setting as its layer wrote it, for a reader of its structure; `nil` for a default.
    func node(_ key: ConfigurationKey) -> ConfigurationNode? {
        values[key]?.node
    }
}
