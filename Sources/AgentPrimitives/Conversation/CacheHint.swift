/// Asks a provider to keep the prompt up to a place in its cache.
public struct CacheHint: Hashable, Sendable {
    /// How long, in the provider's words, such as `5m` or `1h`; `nil` for its default.
    public var lifetime: String?

    /// Asks for a cache entry.
    public init(lifetime: String? = nil) {
        self.lifetime = lifetime
    }
}
