/// A source that a model names for the text before it.
public struct Citation: Hashable, Sendable {
    /// Where the source is, if it has an address.
    public var url: String?
    /// What the source is called.
    public var title: String?
    /// The words of the source.
    public var quote: String?
    /// The citation in its provider's own form.
    public var state: ProviderState?

    /// Describes a citation.
    public init(url: String? = nil, title: String? = nil, quote: String? = nil, state: ProviderState? = nil) {
        self.url = url
        self.title = title
        self.quote = quote
        self.state = state
    }
}
