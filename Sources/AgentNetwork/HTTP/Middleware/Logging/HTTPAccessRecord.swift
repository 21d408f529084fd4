public import AgentPrimitives

/// What an access log tells of one request.
///
/// Nothing in it is secret by its nature: no query, no fields, no content.
public struct HTTPAccessRecord: Sendable, Equatable {
    /// When the request was there.
    public var time: Timestamp
    /// From the head of the request to the end of the response's content.
    public var duration: Duration
    /// The method.
    public var method: HTTPMethod
    /// The path as sent, without the query.
    public var path: String
    /// The pattern of the route, which takes few values, as metrics need it; nil where no route has the path.
    public var route: String?
    /// The status of the response; nil where none was sent, because the client had gone.
    public var status: HTTPStatus?
    /// Bytes of the response's content.
    public var contentBytes: Int
    /// The content was written to its end.
    public var isComplete: Bool
    /// The other end of the connection.
    public var peer: Endpoint
    /// Who the client is, where the log stands behind an authentication.
    public var client: String?
}

extension HTTPAccessRecord: CustomStringConvertible {
    /// One line, such as `2026-01-31T09:30:00.000000Z 127.0.0.1:5000 GET /v1/models 200 512 bytes 0.0013 seconds`.
    public var description: String {
        let status = status.map { "\($0.code)" } ?? "-"
        let end = isComplete ? "" : " (cut off)"
        return "\(time) \(peer) \(method) \(path) \(status) \(contentBytes) bytes \(duration)\(end)"
    }
}
