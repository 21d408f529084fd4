public import AgentPrimitives

/// A key, and the name of the client that has it.
public struct HTTPClientKey: Sendable {
    /// The client's name, for logs and limits; several keys may have the same, so that one can take the place of another.
    public let client: String
    /// The key.
    public let key: Secret

    /// Creates a key.
    public init(client: String, key: Secret) {
        self.client = client
        self.key = key
    }
}
