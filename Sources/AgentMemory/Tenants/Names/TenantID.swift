/// The name of a tenant: 1 to 50 characters out of `A-Z a-z 0-9 _ -`; upper and lower case differ.
public struct TenantID: Hashable, Sendable, CustomStringConvertible {
    /// The name.
    public let rawValue: String

    /// Takes a name; fails for one that breaks the rule.
    public init?(_ text: String) {
        guard ASCIIName.isValid(text, maximum: 50, allowsDots: false) else { return nil }
        rawValue = text
    }

    /// The name.
    public var description: String { rawValue }
}
