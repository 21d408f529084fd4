/// One setting: its key, its type, its default and where else it can be set.
public struct ConfigurationSetting: Sendable {
    /// The setting's path in the file.
    public let key: ConfigurationKey
    /// Which values it takes.
    public let kind: Kind
    /// The value when no layer sets one.
    public let fallback: ConfigurationValue?
    /// The environment variable that sets it; `nil` for lists of objects and objects, which only a file can hold.
    public let environment: String?
    /// What it is for, in one sentence.
    public let summary: String

    /// Describes a setting.
    ///
    /// The variable is `AGENT_` and the key in upper case with `_` for dots, unless another is named.
    public init(
        _ key: ConfigurationKey, _ kind: Kind, default fallback: ConfigurationValue? = nil, environment: String? = nil,
        summary: String
    ) {
        self.key = key
        self.kind = kind
        self.fallback = fallback
        self.summary = summary
        let derived = "AGENT_" + key.path.uppercased().map { $0 == "." ? "_" : $0 }
        self.environment = kind.isDocument ? nil : environment ?? derived
    }
}

extension ConfigurationSetting {
    /// The type of a setting's value.
    public enum Kind: Hashable, Sendable {
        /// A whole number within bounds.
        case integer(ClosedRange<Int>)
        /// An amount of dollars, at most six decimals.
        case money
        /// True or false.
        case boolean
        /// A text that is not empty; one of `choices` unless these are empty.
        case text(choices: [String] = [])
        /// A list of texts; separated by commas where it stands in a variable or a flag.
        case texts
        /// A secret, or `env:NAME` for one in an environment variable.
        case secret
        /// A list of objects that their user reads; members named in `secretFields` are not shown.
        case list(secretFields: Set<String> = [])
        /// An object that its user reads; members named in `secretFields` are not shown.
        case object(secretFields: Set<String> = [])

        var isDocument: Bool {
            switch self {
            case .list, .object: true
            case .integer, .money, .boolean, .text, .texts, .secret: false
            }
        }

        var secretFields: Set<String> {
            switch self {
            case .list(let fields), .object(let fields): fields
            case .integer, .money, .boolean, .text, .texts, .secret: []
            }
        }
    }
}
