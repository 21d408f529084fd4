package import AgentPrimitives

/// Finds the keys of Amazon Web Services under the names that its own tools use.
///
/// `AWS_ACCESS_KEY_ID` comes with its secret key and session token, joined by colons as ``AWSCredential`` reads them.
package struct AWSSecretSource: SecretSource {
    /// The name under which whatever is there is found: a bearer key for Bedrock first, else the pair of keys.
    package static let anyKey = "AWS_BEARER_TOKEN_BEDROCK or AWS_ACCESS_KEY_ID"

    private static let accessKey = "AWS_ACCESS_KEY_ID"
    private let source: any SecretSource

    package init(_ source: any SecretSource) {
        self.source = source
    }

    package func secret(named name: String) async throws -> Secret? {
        switch name {
        case Self.anyKey:
            if let key = try await nonEmpty("AWS_BEARER_TOKEN_BEDROCK") { return key }
            return try await keys()
        case Self.accessKey:
            return try await keys()
        default:
            return try await source.secret(named: name)
        }
    }

    private func keys() async throws -> Secret? {
        guard let access = try await nonEmpty(Self.accessKey), let secret = try await nonEmpty("AWS_SECRET_ACCESS_KEY")
        else { return nil }
        // One that holds colons is complete already.
        guard !access.reveal().contains(":") else { return access }
        let token = try await nonEmpty("AWS_SESSION_TOKEN")
        return Secret([access, secret, token].compactMap { $0?.reveal() }.joined(separator: ":"))
    }

    private func nonEmpty(_ name: String) async throws -> Secret? {
        try await source.secret(named: name).flatMap { $0.reveal().isEmpty ? nil : $0 }
    }
}

extension ModelCredential {
    /// The same credential, for a server of Amazon Web Services.
    func forAWS() -> ModelCredential {
        if case .named(let name, let source) = self { .named(name, in: AWSSecretSource(source)) } else { self }
    }
}
