/// Stands between a server and a handler: looks at requests and responses, changes them, or answers itself.
///
/// ```swift
/// struct PoweredBy: HTTPMiddleware {
///     func respond(to request: HTTPServerRequest, next: @escaping HTTPHandler) async throws -> HTTPServerResponse {
///         var response = try await next(request)
///         response.headers.set("X-Powered-By", to: "agents")
///         return response
///     }
/// }
/// ```
///
/// It runs on the connection's event loop like the handler. What it refuses it throws as ``HTTPError``, so that middleware
/// further out may add fields or another form to it.
public protocol HTTPMiddleware: Sendable {
    /// Answers a request, mostly by handing it on.
    ///
    /// - Parameters:
    ///   - request: What the client asks for.
    ///   - next: The rest of the way; called once, or not at all.
    func respond(to request: HTTPServerRequest, next: @escaping HTTPHandler) async throws -> HTTPServerResponse
}

/// Middleware that is one closure.
public struct HTTPInlineMiddleware: HTTPMiddleware {
    private let body: @Sendable (HTTPServerRequest, @escaping HTTPHandler) async throws -> HTTPServerResponse

    /// Creates middleware from what ``HTTPMiddleware/respond(to:next:)`` does.
    public init(
        _ body: @escaping @Sendable (HTTPServerRequest, @escaping HTTPHandler) async throws -> HTTPServerResponse
    ) {
        self.body = body
    }

    /// Calls the closure.
    public func respond(to request: HTTPServerRequest, next: @escaping HTTPHandler) async throws -> HTTPServerResponse {
        try await body(request, next)
    }
}

extension [any HTTPMiddleware] {
    /// A handler with this middleware around it, the first outermost.
    func wrap(_ handler: @escaping HTTPHandler) -> HTTPHandler {
        reversed().reduce(handler) { next, middleware in
            { request in try await middleware.respond(to: request, next: next) }
        }
    }
}
