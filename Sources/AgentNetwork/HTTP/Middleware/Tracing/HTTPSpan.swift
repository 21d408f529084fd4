public import AgentPrimitives

/// What tracing tells of one request.
public struct HTTPSpan: Sendable {
    /// The trace, and this span's own id.
    public let context: HTTPTraceContext
    /// The span of the caller; nil where the trace began here.
    public let parentSpanID: UInt64?
    /// When the request was there.
    public let start: Timestamp
    /// From the head of the request to the end of the response's content.
    public let duration: Duration
    /// The method.
    public let method: HTTPMethod
    /// The pattern of the route; nil where none has the path.
    public let route: String?
    /// The status of the response; nil where none was sent.
    public let status: HTTPStatus?
    /// The content was written to its end.
    public let isComplete: Bool
}
