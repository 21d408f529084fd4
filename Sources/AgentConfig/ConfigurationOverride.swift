/// A setting as a flag of the command line gives it.
public struct ConfigurationOverride: Hashable, Sendable {
    /// The setting.
    public var key: ConfigurationKey
    /// The flag's value, as a variable of the environment would hold it.
    public var text: String
    /// The flag's name, such as `--max-usd`; errors and reports show it.
    public var flag: String

    /// Pairs a setting with a flag's value.
    public init(_ key: ConfigurationKey, _ text: String, flag: String) {
        self.key = key
        self.text = text
        self.flag = flag
    }
}
