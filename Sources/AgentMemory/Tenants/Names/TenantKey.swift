/// The name of an entry in its namespace: 1 to 200 characters out of `A-Z a-z 0-9 _ . -`, but neither `.` nor `..`.
///
/// The two are left out because they are steps of a path: clients and proxies resolve them before the server sees them.
public struct TenantKey: Hashable, Sendable, CustomStringConvertible {
    /// The name.
    public let rawValue: String

    /// Takes a name; fails for one that breaks the rule.
    public init?(_ text: String) {
        guard ASCIIName.isValid(text, maximum: 200, allowsDots: true), text != ".", text != ".." else { return nil }
        rawValue = text
    }

    init(stored text: String) {
        rawValue = text
    }

    /// The name.
    public var description: String { rawValue }
}
