public import AgentPrimitives

/// A secret as it stands in a configuration: best as the name of an environment variable, `env:NAME`.
public enum SecretReference: Hashable, Sendable, CustomStringConvertible {
    /// The secret of that name, out of a `SecretSource`.
    case named(String)
    /// The secret itself.
    case literal(Secret)

    /// Reads `env:NAME`, or a secret as it stands; fails for an empty text and an empty name.
    public init?(_ text: String) {
        guard text.hasPrefix("env:") else {
            guard !text.isEmpty else { return nil }
            self = .literal(Secret(text))
            return
        }
        let name = text.dropFirst(4)
        guard !name.isEmpty, !name.contains("=") else { return nil }
        self = .named(String(name))
    }

    /// `env:NAME`, or `<secret>`.
    public var description: String {
        switch self {
        case .named(let name): "env:\(name)"
        case .literal(let secret): secret.description
        }
    }

    /// The secret; `nil` when the source has none of that name.
    ///
    /// - Throws: what the source threw.
    public func resolve(with source: any SecretSource) async throws -> Secret? {
        switch self {
        case .named(let name): try await source.secret(named: name)
        case .literal(let secret): secret
        }
    }
}
