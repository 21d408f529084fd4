/// Writes JSON documents one to a line (`application/x-ndjson`).
public struct NDJSONEncoder: Sendable {
    /// The media type of such a stream.
    public static let mediaType = "application/x-ndjson"

    /// Creates an encoder.
    public init() {}

    /// The bytes of one line, its end included.
    ///
    /// - Parameter document: A JSON text. Line breaks in it, which can only stand between its parts, become blanks.
    public func encode(_ document: [UInt8]) -> [UInt8] {
        var line = document
        for index in line.indices where line[index] == ASCII.lineFeed || line[index] == ASCII.carriageReturn {
            line[index] = ASCII.space
        }
        line.append(ASCII.lineFeed)
        return line
    }
}
