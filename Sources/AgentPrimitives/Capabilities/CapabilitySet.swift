/// The capabilities that somebody holds or needs.
public struct CapabilitySet: Hashable, Sendable, ExpressibleByArrayLiteral {
    private var members: Set<Capability>

    /// Collects capabilities; repeated ones count once.
    public init(_ capabilities: some Sequence<Capability> = []) {
        members = Set(capabilities)
    }

    /// Writes the set as a list.
    public init(arrayLiteral elements: Capability...) {
        self.init(elements)
    }

    /// The members in order of name.
    public var sorted: [Capability] { members.sorted() }

    /// Whether the set has no member.
    public var isEmpty: Bool { members.isEmpty }

    /// Whether the capability is a member.
    public func contains(_ capability: Capability) -> Bool {
        members.contains(capability)
    }

    /// Adds a capability.
    public mutating func insert(_ capability: Capability) {
        members.insert(capability)
    }

    /// What this set needs and `granted` lacks, in order of name; empty means permitted.
    public func missing(from granted: CapabilitySet) -> [Capability] {
        members.subtracting(granted.members).sorted()
    }
}
