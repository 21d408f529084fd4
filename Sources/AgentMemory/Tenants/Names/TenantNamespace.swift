/// The name of a part of a tenant's memory: 1 to 100 characters out of `A-Z a-z 0-9 _ -`.
public struct TenantNamespace: Hashable, Sendable, CustomStringConvertible {
    /// The name.
    public let rawValue: String

    /// Takes a name; fails for one that breaks the rule.
    public init?(_ text: String) {
        guard ASCIIName.isValid(text, maximum: 100, allowsDots: false) else { return nil }
        rawValue = text
    }

    init(stored text: String) {
        rawValue = text
    }

    /// The name.
    public var description: String { rawValue }
}
