public import AgentPrimitives

/// Gives each request its place in a trace (W3C Trace Context): goes on with the caller's, or begins one.
///
/// Handlers find it in ``HTTPServerRequest/trace`` and hand it on with ``HTTPTraceContext/inject(into:)``.
public struct HTTPTracing: HTTPMiddleware {
    private let random: any RandomSource
    private let time: any TimeSource
    private let isSampled: Bool
    private let onEnd: @Sendable (HTTPSpan) -> Void

    /// Creates the middleware.
    ///
    /// - Parameters:
    ///   - random: Where ids come from.
    ///   - time: Tells the time.
    ///   - isSampled: Whether traces that begin here are marked as recorded.
    ///   - onEnd: Takes the span of each request once it is answered, streamed content included; runs on the connection's
    ///     event loop and must not block.
    public init(
        random: any RandomSource = SystemRandomSource(),
        time: any TimeSource = SystemTimeSource(),
        isSampled: Bool = true,
        onEnd: @escaping @Sendable (HTTPSpan) -> Void = { _ in }
    ) {
        self.random = random
        self.time = time
        self.isSampled = isSampled
        self.onEnd = onEnd
    }

    /// Hands the request on with its context.
    public func respond(to request: HTTPServerRequest, next: @escaping HTTPHandler) async throws -> HTTPServerResponse {
        let start = time.now()
        let caller = HTTPTraceContext(request.headers)
        let context = caller?.child(random: random) ?? HTTPTraceContext(random: random, isSampled: isSampled)
        var request = request
        request.trace = context
        let (method, route) = (request.method, request.route)
        return try await request.observed(next) { [time, onEnd] outcome in
            onEnd(
                HTTPSpan(
                    context: context,
                    parentSpanID: caller?.spanID,
                    start: start,
                    duration: max(.zero, time.now().elapsed(since: start)),
                    method: method,
                    route: route,
                    status: outcome.status,
                    isComplete: outcome.isComplete
                ))
        }
    }
}
