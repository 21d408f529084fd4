/// Names one recorded session: a sequence of turns with one event log.
public struct SessionID: TextIdentifier {
    /// The identifier's text.
    public let rawValue: String

    /// Wraps a text as it stands.
    public init(_ rawValue: String) {
        self.rawValue = rawValue
    }
}
