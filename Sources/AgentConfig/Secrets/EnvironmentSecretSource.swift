public import AgentPrimitives

/// Secrets out of environment variables; an empty variable counts as none.
public struct EnvironmentSecretSource: SecretSource {
    private let secrets: [String: Secret]

    /// Takes the variables of a process.
    public init(environment: [String: String]) {
        secrets = environment.filter { !$0.value.isEmpty }.mapValues { Secret($0) }
    }

    /// The variable of that name.
    public func secret(named name: String) -> Secret? {
        secrets[name]
    }
}
