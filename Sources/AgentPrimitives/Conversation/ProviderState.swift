/// Something a provider gave that only it understands, to be given back to it as it is: a signature, encrypted reasoning, a
/// thought signature, an item of a tool that runs at the provider.
///
/// It is sent to its origin only; anywhere else it is a loss.
public struct ProviderState: Hashable, Sendable {
    /// Who understands it, such as `anthropic`; empty in recordings that did not say.
    public var origin: String
    /// The provider's bytes, as text.
    public var data: String

    /// Wraps what a provider gave.
    public init(origin: String, data: String) {
        self.origin = origin
        self.data = data
    }

    /// Whether a provider may be given this back.
    public func belongs(to origin: String) -> Bool { self.origin == origin }
}

extension ProviderState: ExpressibleByStringLiteral {
    /// State of an unnamed origin.
    public init(stringLiteral value: String) {
        self.init(origin: "", data: value)
    }
}
