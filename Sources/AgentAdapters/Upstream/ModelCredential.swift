public import AgentPrimitives

/// The key that a model's server asks for, or where to find it.
public enum ModelCredential: Sendable {
    /// The server asks for none.
    case none
    /// The key itself.
    case secret(Secret)
    /// The key of a name such as `OPENAI_API_KEY`, looked up for each call, so that it may change or be missing until needed.
    case named(String, in: any SecretSource)

    /// The keys that the tools of Amazon Web Services use: `AWS_BEARER_TOKEN_BEDROCK`, else `AWS_ACCESS_KEY_ID` with
    /// `AWS_SECRET_ACCESS_KEY` and, if set, `AWS_SESSION_TOKEN`.
    public static func awsEnvironment(_ source: any SecretSource) -> ModelCredential {
        .named(AWSSecretSource.anyKey, in: source)
    }
}

extension ModelCredential {
    /// Finds the key.
    ///
    /// - Throws: `authentication` when there is no key of that name; the name is in the message, the key never is.
    func resolve() async throws(ModelError) -> Secret? {
        switch self {
        case .none: return nil
        case .secret(let secret): return secret
        case .named(let name, let source):
            let found: Secret?
            do {
                found = try await source.secret(named: name)
            } catch {
                throw ModelError(.authentication, "the key '\(name)' could not be read: \(error)")
            }
            guard let found, !found.reveal().isEmpty else {
                throw ModelError(
                    .authentication,
                    "expected a key under the name '\(name)', found none; set that environment variable, or ask another model"
                )
            }
            return found
        }
    }
}

extension ModelError {
    /// The shortest beginning of a key that gives something away.
    private static let recognizable = 8
    /// A shorter key is a placeholder, and in every text.
    private static let shortestKey = 4

    /// The same error with every occurrence of a key blotted out; upstreams like to quote what they refuse.
    func hiding(_ secret: Secret?) -> ModelError {
        guard let key = secret?.reveal(), key.count >= Self.shortestKey else { return self }
        // A secret of several keys, such as those that sign calls: each is one by itself.
        let parts = key.split(separator: ":").map(String.init).filter { $0.count >= Self.recognizable }
        return (key.contains(":") ? [key] + parts : [key]).reduce(self) { $0.hiding(key: $1) }
    }

    private func hiding(key: String) -> ModelError {
        var error = self
        // A text that was cut to its limit may hold the beginning of the key alone: a short one only where the cut is.
        for length in stride(from: key.count, through: 1, by: -1) {
            let isRecognizable = length >= min(key.count, Self.recognizable)
            let part = key.prefix(length) + (isRecognizable ? "" : "…")
            guard error.message.contains(part) else { continue }
            error.message = error.message.replacing(part, with: isRecognizable ? "<secret>" : "<secret>…")
        }
        return error
    }
}
