/// The content of a request or of a response that is to be sent.
public struct HTTPBody: Sendable {
    enum Content: Sendable {
        case empty
        case bytes([UInt8])
        case stream(length: Int?, write: @Sendable (HTTPBodyWriter) async throws -> Void)
    }

    let content: Content

    private init(_ content: Content) {
        self.content = content
    }

    /// No content.
    public static let empty = HTTPBody(.empty)

    /// Content in memory, sent with its length.
    public static func bytes(_ bytes: [UInt8]) -> HTTPBody {
        HTTPBody(.bytes(bytes))
    }

    /// Content written piece by piece with backpressure.
    ///
    /// - Parameters:
    ///   - length: The number of bytes to come, where known; they are counted and a mismatch fails the request. With
    ///     `nil` the body is sent chunked.
    ///   - write: Called once per request, while the response may already be arriving. An error it throws closes the
    ///     connection and comes out of the request.
    public static func stream(
        length: Int? = nil,
        _ write: @escaping @Sendable (HTTPBodyWriter) async throws -> Void
    ) -> HTTPBody {
        HTTPBody(.stream(length: length, write: write))
    }
}
