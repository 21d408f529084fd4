/// What a server answers.
///
/// `Content-Length`, `Transfer-Encoding` and `Date` come from the content and the server; the first two given here are
/// refused, because two opinions on where a message ends are how responses are smuggled.
///
/// ```swift
/// HTTPServerResponse(status: .ok, headers: ["Content-Type": "text/event-stream"], body: .stream { writer in
///     for await event in events { try await writer.write(encoder.encode(event)) }
/// })
/// ```
public struct HTTPServerResponse: Sendable {
    enum Content: Sendable {
        case body(HTTPBody)
        case deferred(@Sendable (HTTPResponder) async throws -> Void)
        case upgrade(HTTPUpgrade)
    }

    /// The status.
    public var status: HTTPStatus
    /// Fields to send besides those that the server fills in.
    ///
    /// Those of a deferred response take the place of fields of the same name that its work starts it with; `Vary` and
    /// `Set-Cookie` are added to them.
    public var headers: HTTPHeaders
    var content: Content

    /// Creates a response.
    ///
    /// - Parameters:
    ///   - status: The status.
    ///   - headers: Fields besides those that follow from the body.
    ///   - body: A stream is written after the handler has returned. An error it throws before its first byte becomes a
    ///     response with status 500; one after that breaks the connection, so that the client does not take what it has for
    ///     the whole.
    public init(status: HTTPStatus = .ok, headers: HTTPHeaders = HTTPHeaders(), body: HTTPBody = .empty) {
        self.status = status
        self.headers = headers
        content = .body(body)
    }

    /// A response whose head is only known to the work that produces its content, such as a proxy's.
    ///
    /// - Parameter work: Runs after the handler has returned; starts the response once and writes its content. When it
    ///   returns without having started one, or throws before that, the client gets the status 500.
    public static func deferred(
        _ work: @escaping @Sendable (HTTPResponder) async throws -> Void
    ) -> HTTPServerResponse {
        var response = HTTPServerResponse()
        response.content = .deferred(work)
        return response
    }

    init(upgrade: HTTPUpgrade, headers: HTTPHeaders) {
        status = .switchingProtocols
        self.headers = headers
        content = .upgrade(upgrade)
    }

    /// A response with plain text.
    public static func text(_ text: String, status: HTTPStatus = .ok) -> HTTPServerResponse {
        HTTPServerResponse(
            status: status, headers: ["Content-Type": "text/plain; charset=utf-8"], body: .bytes(Array(text.utf8)))
    }

    /// A response with a JSON document.
    public static func json(_ document: [UInt8], status: HTTPStatus = .ok) -> HTTPServerResponse {
        HTTPServerResponse(status: status, headers: ["Content-Type": "application/json"], body: .bytes(document))
    }
}
