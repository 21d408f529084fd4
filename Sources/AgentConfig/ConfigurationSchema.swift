/// The settings that a program knows.
///
/// Every layer is checked against it: a file, a variable or a flag cannot set what the schema does not list.
public struct ConfigurationSchema: Sendable {
    /// The settings, in the order in which they are reported.
    public let settings: [ConfigurationSetting]
    private let positions: [ConfigurationKey: Int]

    /// Lists the settings.
    ///
    /// - Precondition: no key and no environment variable occurs twice, and no key is a group of another.
    public init(_ settings: [ConfigurationSetting]) {
        self.settings = settings
        var positions: [ConfigurationKey: Int] = [:]
        for (index, setting) in settings.enumerated() {
            let previous = positions.updateValue(index, forKey: setting.key)
            precondition(previous == nil, "A schema lists each setting once; '\(setting.key)' occurs again.")
        }
        let variables = settings.compactMap(\.environment)
        precondition(Set(variables).count == variables.count, "An environment variable sets one setting only.")
        self.positions = positions
        precondition(
            settings.allSatisfy { names(in: $0.key.steps).isEmpty }, "A setting cannot hold another setting.")
    }

    /// The setting of that key, if the schema has it.
    public func setting(_ key: ConfigurationKey) -> ConfigurationSetting? {
        positions[key].map { settings[$0] }
    }

    /// The names that may stand in the object at `group`, in order; empty when it is no group.
    func names(in group: [String]) -> [String] {
        var seen: Set<String> = []
        return settings.compactMap { setting in
            let steps = setting.key.steps
            guard steps.count > group.count, steps.starts(with: group) else { return nil }
            return seen.insert(steps[group.count]).inserted ? steps[group.count] : nil
        }
    }
}
