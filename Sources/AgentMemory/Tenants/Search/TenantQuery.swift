/// What a search looks for.
public struct TenantQuery: Hashable, Sendable {
    /// The text.
    public var text: String
    /// The namespace to look in; `nil` for all of the tenant.
    public var namespace: TenantNamespace?
    /// How many entries to return.
    public var limit: Int
    /// What to go by.
    public var mode: TenantSearchMode
    /// Labels that an entry must have, all of them.
    public var tags: Set<String>

    /// Describes a search.
    public init(
        _ text: String, namespace: TenantNamespace? = nil, limit: Int = 10, mode: TenantSearchMode = .hybrid,
        tags: Set<String> = []
    ) {
        self.text = text
        self.namespace = namespace
        self.limit = limit
        self.mode = mode
        self.tags = tags
    }
}
