/// What is asked of one tool in a request, beyond its description.
public struct ToolOptions: Hashable, Sendable {
    /// Asks the provider to cache the prompt up to this tool.
    public var cacheHint: CacheHint?
    /// Whether the model's arguments must match the schema exactly; `nil` leaves it to the provider.
    public var isStrict: Bool?

    /// Asks for nothing special.
    public init(cacheHint: CacheHint? = nil, isStrict: Bool? = nil) {
        self.cacheHint = cacheHint
        self.isStrict = isStrict
    }
}
