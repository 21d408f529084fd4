/// How large and how deep a document may be.
public struct JSONParsingLimits: Sendable, Hashable {
    /// The most bytes a document may have; 64 MiB unless set.
    public var maximumBytes: Int
    /// How deep arrays and objects may nest; 512 unless set, and never more than ``depthCeiling``.
    public var maximumDepth: Int {
        didSet { maximumDepth = min(maximumDepth, Self.depthCeiling) }
    }

    /// The largest depth that can be allowed.
    ///
    /// The parser itself uses no stack per level, but releasing, comparing and hashing a nested value does; up to this
    /// depth they fit a thread with a stack of 512 KiB, in debug builds too.
    public static let depthCeiling = 1024

    /// Makes limits; a depth above ``depthCeiling`` counts as that.
    public init(maximumDepth: Int = 512, maximumBytes: Int = 64 << 20) {
        self.maximumDepth = min(maximumDepth, Self.depthCeiling)
        self.maximumBytes = maximumBytes
    }
}
