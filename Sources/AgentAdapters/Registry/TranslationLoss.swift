/// Something in a request that an upstream's API has no place for and that is therefore not sent.
public struct TranslationLoss: Hashable, Sendable, CustomStringConvertible {
    /// Where in the request it stands, such as `messages[2].content[0].signature`.
    public var path: String
    /// Why it cannot be sent.
    public var reason: String

    /// Describes a loss.
    public init(path: String, reason: String) {
        self.path = path
        self.reason = reason
    }

    /// Path and reason on one line.
    public var description: String { "\(path): \(reason)" }
}
