/// Why a document could not be parsed, or a value could not be written.
public struct JSONError: Error, Sendable, Hashable {
    /// The kind of failure, to branch on.
    public let code: Code
    /// What was expected, what was found and what to do, for people.
    public let message: String
    /// Where in the document parsing failed; nil for a failure to write.
    public let position: Position?
    /// Which value could not be written; nil for a failure to parse.
    public let path: JSONPointer?

    init(_ code: Code, _ message: String, at position: Position) {
        self.code = code
        self.message = message
        self.position = position
        self.path = nil
    }

    init(_ code: Code, _ message: String, at path: JSONPointer) {
        self.code = code
        self.message = message
        self.position = nil
        self.path = path
    }
}

extension JSONError {
    /// A place in a document.
    public struct Position: Sendable, Hashable {
        /// Bytes before the place.
        public let offset: Int
        /// The line, from 1; lines end with a line feed.
        public let line: Int
        /// The column, from 1, in Unicode scalars.
        public let column: Int
    }
}

extension JSONError: CustomStringConvertible {
    /// The message with its place.
    public var description: String {
        if let position {
            return "line \(position.line), column \(position.column) (byte \(position.offset)): \(message)"
        }
        guard let path, path != .root else { return message }
        return "\(path): \(message)"
    }
}
