public import AgentPrimitives

/// Tells of every request once it is answered, streamed content included.
///
/// Put it first, so that it sees what other middleware refuses.
public struct HTTPAccessLog: HTTPMiddleware {
    private let sink: @Sendable (HTTPAccessRecord) -> Void
    private let time: any TimeSource

    /// Creates the middleware.
    ///
    /// - Parameters:
    ///   - time: Tells the time.
    ///   - sink: Takes the records; runs on the connection's event loop and must not block.
    public init(time: any TimeSource = SystemTimeSource(), sink: @escaping @Sendable (HTTPAccessRecord) -> Void) {
        self.time = time
        self.sink = sink
    }

    /// Hands the request on and logs what comes of it.
    public func respond(to request: HTTPServerRequest, next: @escaping HTTPHandler) async throws -> HTTPServerResponse {
        let start = time.now()
        return try await request.observed(next) { [time, sink] outcome in
            sink(
                HTTPAccessRecord(
                    time: start,
                    duration: max(.zero, time.now().elapsed(since: start)),
                    method: request.method,
                    path: String(request.path),
                    route: request.route,
                    status: outcome.status,
                    contentBytes: outcome.contentBytes,
                    isComplete: outcome.isComplete,
                    peer: request.peer,
                    client: request.client
                ))
        }
    }
}
