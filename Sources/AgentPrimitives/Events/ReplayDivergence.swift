/// The first place at which a recording and its replay part.
public struct ReplayDivergence: Error, Hashable, Sendable, CustomStringConvertible {
    /// The event at fault.
    public let sequence: UInt64
    /// What the replay led to.
    public let expected: String
    /// What the recording holds.
    public let found: String

    /// States a divergence.
    public init(sequence: UInt64, expected: String, found: String) {
        self.sequence = sequence
        self.expected = expected
        self.found = found
    }

    /// One sentence with the event's sequence number.
    public var description: String { "event \(sequence): expected \(expected), found \(found)" }
}
