/// A response in the form of an error, for handlers and middleware that end a request early.
///
/// The server sends it as plain text; it is no failure of the server and is not reported as one.
///
/// ```swift
/// guard let job = jobs[id] else { throw HTTPError(.notFound, "there is no job \(id)") }
/// ```
public struct HTTPError: Error, Sendable, Equatable {
    /// The status, from 400 to 599.
    public let status: HTTPStatus
    /// What was expected, what was found, and what to do: the content, for the client to read.
    public let message: String
    /// Fields to send with it.
    public var headers: HTTPHeaders

    /// Creates an error.
    public init(_ status: HTTPStatus, _ message: String, headers: HTTPHeaders = HTTPHeaders()) {
        self.status = status
        self.message = message
        self.headers = headers
    }

    /// The response that the server sends for it.
    public var response: HTTPServerResponse {
        var response = HTTPServerResponse.text("\(message)\n", status: status)
        for field in headers { response.headers.set(field.name, to: field.value) }
        return response
    }
}

extension HTTPError {
    /// The error that a client gets for what reading its request's content came to; nil where nobody is left to read it.
    init?(content failure: NetworkError) {
        switch failure.code {
        case .limitExceeded: self.init(.contentTooLarge, failure.message)
        case .invalidRequest: self.init(.badRequest, failure.message)
        case .timedOut: self.init(.requestTimeout, failure.message)
        default: return nil
        }
    }

    /// The value of `Retry-After`: whole seconds, rounded up, at least one (RFC 9110 section 10.2.3).
    static func retryAfter(_ duration: Duration) -> String {
        let (seconds, attoseconds) = duration.components
        return String(max(1, seconds + (attoseconds > 0 ? 1 : 0)))
    }
}
