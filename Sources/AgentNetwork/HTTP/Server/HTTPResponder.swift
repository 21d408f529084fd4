/// Starts a response from inside the work that produces it; see ``HTTPServerResponse/deferred(_:)``.
public struct HTTPResponder: Sendable {
    private let begin: @Sendable (HTTPStatus, HTTPHeaders, Int?) throws(NetworkError) -> HTTPBodyWriter

    init(_ begin: @escaping @Sendable (HTTPStatus, HTTPHeaders, Int?) throws(NetworkError) -> HTTPBodyWriter) {
        self.begin = begin
    }

    /// Sets status and fields; they are sent with the first content, or at the end.
    ///
    /// - Parameters:
    ///   - status: The status.
    ///   - headers: Fields besides those that the server and middleware fill in.
    ///   - length: Bytes of content to come, where known; they are counted. With nil the content is sent in chunks.
    /// - Returns: Takes the content.
    /// - Throws: `invalidUse` when the response was started before, or for what may not stand in a head.
    public func start(
        status: HTTPStatus = .ok,
        headers: HTTPHeaders = HTTPHeaders(),
        length: Int? = nil
    ) throws(NetworkError) -> HTTPBodyWriter {
        try begin(status, headers, length)
    }
}
