/// Chooses the handler of a request by path and method.
///
/// ```swift
/// let router = try HTTPRouter(middleware: [HTTPAccessLog { print($0) }]) { routes in
///     routes.get("/healthz") { _ in .text("ok\n") }
///     routes.group("/v1beta", middleware: [authentication]) { models in
///         models.post("/models/{model}:generateContent") { request in
///             try await generate(request.parameters["model"], request)
///         }
///     }
///     routes.get("/ui/{path...}", files.handler)
/// }
/// let server = try await HTTPServer.bind(to: endpoint, handler: router.handler)
/// ```
///
/// A pattern is a path whose segments are literals, `{name}`, or `{name}` and a literal behind it; the last may be
/// `{name...}`, which takes the rest of the path, slashes included. A parameter stands for at least one character, the rest of
/// a path for any number.
///
/// Where several patterns fit, the one counts that is more exact in the first segment in which they differ: a literal before
/// a parameter with a suffix (a longer suffix before a shorter one), that before a parameter, and that before the rest. A
/// pattern without a route for the method gives way to the next that has one.
///
/// A path is compared in its normal form (RFC 3986 section 6.2.2) and decoded afterwards, so that a value may hold `/` and
/// `:` in their encoded forms. A path with an invalid encoding, with NUL, with a backslash, or with a segment `.` or `..`
/// (encoded slashes count here) gets 400; one without a route 404; one without a route for the method 405. `HEAD` is
/// answered by the route for `GET`, and `OPTIONS` by the router, unless they have routes of their own.
///
/// What the router itself refuses is thrown as ``HTTPError`` through the middleware: that of the whole router, and for 405 and
/// `OPTIONS` that of the path's route as well.
public struct HTTPRouter: Sendable {
    private let table: HTTPRouteTable

    /// Builds a router; its routes are fixed from then on.
    ///
    /// - Parameters:
    ///   - options: Habits.
    ///   - middleware: Stands before every route, and before the answers to requests without one, the first outermost.
    ///   - build: Adds the routes.
    /// - Throws: `invalidUse` for a malformed pattern, and for two routes with the same method that only the names of
    ///   parameters tell apart.
    public init(
        options: HTTPRouterOptions = HTTPRouterOptions(),
        middleware: [any HTTPMiddleware] = [],
        _ build: (inout HTTPRoutes) -> Void
    ) throws(NetworkError) {
        var routes = HTTPRoutes(middleware: middleware)
        build(&routes)
        table = try HTTPRouteTable(routes.entries, middleware: middleware, options: options)
    }

    /// Answers a request with the handler of its route; for ``HTTPServer``.
    public var handler: HTTPHandler {
        { [table] request in try await table.respond(to: request) }
    }
}
