/// Refuses requests with 503 while too many are under way.
///
/// A request is under way until its response is sent, streamed content included. Each value counts for itself, so one that
/// stands in several groups limits them together.
public struct HTTPConcurrencyLimit: HTTPMiddleware {
    private let slots: SlotCounter
    private let retryAfter: Duration

    /// Creates the middleware.
    ///
    /// - Parameters:
    ///   - maxRequests: How many requests may be under way at once.
    ///   - retryAfter: What refused clients are told to wait, in whole seconds.
    public init(maxRequests: Int, retryAfter: Duration = .seconds(1)) {
        slots = SlotCounter(limit: maxRequests)
        self.retryAfter = retryAfter
    }

    /// Requests that are under way.
    public var requestCount: Int { slots.usedCount }

    /// Hands the request on if there is room for it.
    public func respond(to request: HTTPServerRequest, next: @escaping HTTPHandler) async throws -> HTTPServerResponse {
        guard let slot = slots.take() else {
            throw HTTPError(
                .serviceUnavailable, "the server has as many requests as it can handle; try again later",
                headers: ["Retry-After": HTTPError.retryAfter(retryAfter)])
        }
        defer { withExtendedLifetime(slot) {} }
        return try await next(request).holding(slot)
    }
}
