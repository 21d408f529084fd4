/// Ties together the frames, spans and events that one request caused (MXP 0.2.0, header offset 16).
public struct TraceID: RawRepresentable, Hashable, Sendable, CustomStringConvertible {
    /// The 64 bits as they travel in a header.
    public let rawValue: UInt64

    /// Wraps the 64 bits of a header.
    public init(rawValue: UInt64) {
        self.rawValue = rawValue
    }

    /// Decimal digits, as the command line and JSON documents show them.
    public var description: String { String(rawValue) }
}
