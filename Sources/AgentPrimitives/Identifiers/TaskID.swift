/// Names one task of an agent: one turn of a session, and one ATP stream.
public struct TaskID: TextIdentifier {
    /// The identifier's text.
    public let rawValue: String

    /// Wraps a text as it stands.
    public init(_ rawValue: String) {
        self.rawValue = rawValue
    }
}
