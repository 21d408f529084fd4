/// A JSON value that is well-formed but not of the shape that was asked for.
public struct JSONShapeError: Error, Hashable, Sendable, CustomStringConvertible {
    /// Where in the document.
    public let path: JSONPointer
    /// The shape that was asked for.
    public let expected: String
    /// What stands there.
    public let found: String

    /// States a mismatch.
    public init(path: JSONPointer, expected: String, found: String) {
        self.path = path
        self.expected = expected
        self.found = found
    }

    /// One sentence with the place.
    public var description: String {
        "\(path.description.isEmpty ? "the document" : path.description): expected \(expected), found \(found)"
    }
}
