/// What an event tells, as a dotted lower-case name such as `model.requested`.
public struct EventKind: RawRepresentable, Hashable, Sendable, CustomStringConvertible {
    /// The name.
    public let rawValue: String

    /// Wraps a name; a reader must tolerate names that it does not know.
    public init(rawValue: String) {
        self.rawValue = rawValue
    }

    /// The name.
    public var description: String { rawValue }
}
