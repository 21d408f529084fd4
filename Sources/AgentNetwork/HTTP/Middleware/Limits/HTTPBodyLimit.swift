/// Refuses requests with 413 whose content is larger than a route can use.
///
/// The limit of the whole server, ``HTTPMessageLimits/maxBodyBytes``, counts before this one.
public struct HTTPBodyLimit: HTTPMiddleware {
    private let maxBytes: Int

    /// Creates the middleware.
    ///
    /// - Parameter maxBytes: The most bytes of content, transfer coding removed.
    public init(maxBytes: Int) {
        self.maxBytes = maxBytes
    }

    /// Refuses an announced length over the limit at once; reading content of unknown length fails at the limit.
    public func respond(to request: HTTPServerRequest, next: @escaping HTTPHandler) async throws -> HTTPServerResponse {
        if let length = request.headers["Content-Length"].flatMap({ ASCII.decimal($0.utf8) }) {
            guard length <= maxBytes else { throw HTTPError(.contentTooLarge, LimitedBodySource.message(maxBytes)) }
            return try await next(request)
        }
        var request = request
        request.body = request.body.limited(to: maxBytes)
        return try await next(request)
    }
}
