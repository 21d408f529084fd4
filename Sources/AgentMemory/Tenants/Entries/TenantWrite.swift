/// What is to be kept under a name.
public struct TenantWrite: Hashable, Sendable {
    /// The value.
    public var value: TenantValue
    /// Seconds until the entry is gone; `nil` for never.
    public var timeToLive: Int?
    /// Labels to filter by.
    public var tags: Set<String>
    /// Further facts.
    public var metadata: [String: String]
    /// What the entry must be now.
    public var precondition: TenantPrecondition

    /// Describes a write.
    public init(
        _ value: TenantValue, timeToLive: Int? = nil, tags: Set<String> = [], metadata: [String: String] = [:],
        precondition: TenantPrecondition = TenantPrecondition()
    ) {
        self.value = value
        self.timeToLive = timeToLive
        self.tags = tags
        self.metadata = metadata
        self.precondition = precondition
    }
}
