public import AgentPrimitives

extension Configuration {
    /// One line of a report on the settings in force.
    public struct ReportEntry: Hashable, Sendable {
        /// The setting.
        public let key: ConfigurationKey
        /// Its value, secrets replaced; `nil` when it is not set.
        public let value: JSONValue?
        /// The layer that the value came from.
        public let source: ConfigurationSource
        /// What the setting is for.
        public let summary: String

        /// The value for people: a text as it stands, anything else as JSON, `not set` for none.
        public var valueText: String {
            guard let value else { return "not set" }
            return value.stringValue ?? String(decoding: value.serialized(), as: UTF8.self)
        }
    }

    /// Every setting of the schema, in its order, with its value and where that came from; secrets are never shown.
    public func report() -> [ReportEntry] {
        schema.settings.map { setting in
            ReportEntry(
                key: setting.key,
                value: value(setting.key)?.redacted(secretFields: setting.kind.secretFields),
                source: source(of: setting.key),
                summary: setting.summary
            )
        }
    }
}
