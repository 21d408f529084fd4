/// Whether what a record says may be trusted, and if not, where the doubt comes from.
///
/// A set of origins: none means trusted. What is derived from several records has the taint of all of them, so that no
/// summary or quotation washes it off; the join is the union, whatever the order.
public struct MemoryTaint: Hashable, Sendable {
    /// Where untrusted content came from, such as `web` or `tool:mail.read`; empty for what is trusted.
    public var origins: Set<String>

    /// Content that nobody outside could have shaped.
    public static let trusted = MemoryTaint(origins: [])

    /// Content that somebody outside could have shaped.
    public static func untrusted(from origins: String...) -> MemoryTaint {
        MemoryTaint(origins: Set(origins))
    }

    /// Names the origins.
    public init(origins: Set<String>) {
        self.origins = origins
    }

    /// Whether there is no doubt.
    public var isTrusted: Bool { origins.isEmpty }

    /// The taint of what is made out of both.
    public func joined(with other: MemoryTaint) -> MemoryTaint {
        MemoryTaint(origins: origins.union(other.origins))
    }

    /// Labels for policy rules: `untrusted`, and `untrusted:ORIGIN` for each origin; none for what is trusted.
    public var labels: Set<String> {
        isTrusted ? [] : Set(origins.map { "untrusted:\($0)" }).union(["untrusted"])
    }
}
