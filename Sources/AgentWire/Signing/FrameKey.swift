public import AgentPrimitives

/// A shared key for frame signatures.
public struct FrameKey: Hashable, Sendable {
    /// Names the key in a frame's `kid`.
    public let id: String
    /// The key itself; its UTF-8 bytes key the HMAC.
    let secret: Secret

    /// Wraps a secret that both sides hold; 32 random bytes written in hexadecimal are a good one.
    ///
    /// - Throws: `invalidKey` when identifier or secret is empty.
    public init(id: String, secret: Secret) throws(WireError) {
        guard !id.isEmpty else {
            throw WireError(.invalidKey, "expected a name for a signing key, found none; name it")
        }
        guard !secret.reveal().isEmpty else {
            throw WireError(
                .invalidKey, "expected a secret for key \(id), found an empty one; use at least 32 random digits",
                context: .key(id))
        }
        self.id = id
        self.secret = secret
    }
}
