public import AgentPrimitives

/// A party that serves models: by which API, where, and under which names its key is looked for.
public struct ModelProvider: Hashable, Sendable {
    /// What stands before the slash in a model's name, such as `anthropic`.
    public var id: String
    /// Other words for it, such as `google` for `gemini`.
    public var aliases: [String]
    /// The API that it speaks.
    public var upstream: UpstreamKind
    /// Where it is, unless an environment variable says otherwise; `{region}` stands for ``region(in:)``.
    public var baseURL: String
    /// Environment variables that may hold the key, the first that is set counting; none for a server that needs no key.
    public var keyVariables: [String]
    /// The environment variable that replaces the base URL.
    public var baseURLVariable: String

    /// Describes a provider.
    ///
    /// - Parameters:
    ///   - id: What stands before the slash in a model's name.
    ///   - aliases: Other words for it.
    ///   - upstream: The API that it speaks.
    ///   - baseURL: Where it is; may hold `{region}`.
    ///   - keyVariables: Environment variables that may hold the key.
    ///   - baseURLVariable: By default the id in capitals, followed by `_BASE_URL`.
    public init(
        id: String, aliases: [String] = [], upstream: UpstreamKind, baseURL: String, keyVariables: [String],
        baseURLVariable: String? = nil
    ) {
        self.id = id
        self.aliases = aliases
        self.upstream = upstream
        self.baseURL = baseURL
        self.keyVariables = keyVariables
        self.baseURLVariable = baseURLVariable ?? id.uppercased() + "_BASE_URL"
    }

    /// Where it is, given an environment.
    public func baseURL(in environment: [String: String]) -> String {
        environment[baseURLVariable].flatMap { $0.isEmpty ? nil : $0 }
            ?? baseURL.replacing("{region}", with: region(in: environment))
    }

    /// The region of Amazon's computers that an environment names, else the oldest.
    public func region(in environment: [String: String]) -> String {
        for name in ["AWS_REGION", "AWS_DEFAULT_REGION"] {
            if let region = environment[name], !region.isEmpty { return region }
        }
        return "us-east-1"
    }

    /// The variable that holds the key in an environment; `nil` where none is set.
    public func keyVariable(in environment: [String: String]) -> String? {
        keyVariables.first { environment[$0]?.isEmpty == false }
    }

    /// Whether calls can be made without a key.
    public var needsKey: Bool { !keyVariables.isEmpty }
}
