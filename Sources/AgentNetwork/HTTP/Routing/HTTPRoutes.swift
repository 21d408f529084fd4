/// The routes of a router that is being built; see ``HTTPRouter``.
public struct HTTPRoutes: Sendable {
    struct Entry: Sendable {
        let method: HTTPMethod?
        let pattern: String
        let middleware: [any HTTPMiddleware]
        let handler: HTTPHandler
    }

    private(set) var entries: [Entry] = []
    private let prefix: String
    private let middleware: [any HTTPMiddleware]

    init(prefix: String = "", middleware: [any HTTPMiddleware]) {
        self.prefix = prefix
        self.middleware = middleware
    }

    /// Adds a route.
    ///
    /// - Parameters:
    ///   - method: The method; a route for `GET` answers `HEAD` as well.
    ///   - pattern: The path, from the prefix of the group on; see ``HTTPRouter``.
    ///   - handler: Answers the requests.
    public mutating func on(_ method: HTTPMethod, _ pattern: String, _ handler: @escaping HTTPHandler) {
        add(method, pattern, handler)
    }

    /// Adds a route for every method that has no route of its own at the same path.
    public mutating func any(_ pattern: String, _ handler: @escaping HTTPHandler) {
        add(nil, pattern, handler)
    }

    /// Adds a route for `GET`, and for `HEAD`.
    public mutating func get(_ pattern: String, _ handler: @escaping HTTPHandler) {
        add(.get, pattern, handler)
    }

    /// Adds a route for `POST`.
    public mutating func post(_ pattern: String, _ handler: @escaping HTTPHandler) {
        add(.post, pattern, handler)
    }

    /// Adds a route for `PUT`.
    public mutating func put(_ pattern: String, _ handler: @escaping HTTPHandler) {
        add(.put, pattern, handler)
    }

    /// Adds a route for `PATCH`.
    public mutating func patch(_ pattern: String, _ handler: @escaping HTTPHandler) {
        add(.patch, pattern, handler)
    }

    /// Adds a route for `DELETE`.
    public mutating func delete(_ pattern: String, _ handler: @escaping HTTPHandler) {
        add(.delete, pattern, handler)
    }

    /// Adds routes that share the start of their paths, or middleware, or both.
    ///
    /// - Parameters:
    ///   - prefix: What their patterns begin with, such as `/v1`; may hold parameters, and may be empty.
    ///   - middleware: Stands between the router's or the outer group's middleware and the handlers, the first outermost.
    ///   - build: Adds the routes.
    public mutating func group(
        _ prefix: String = "", middleware: [any HTTPMiddleware] = [], _ build: (inout HTTPRoutes) -> Void
    ) {
        var routes = HTTPRoutes(prefix: joined(prefix), middleware: self.middleware + middleware)
        build(&routes)
        entries += routes.entries
    }

    private mutating func add(_ method: HTTPMethod?, _ pattern: String, _ handler: @escaping HTTPHandler) {
        entries.append(
            Entry(method: method, pattern: joined(pattern), middleware: middleware, handler: handler))
    }

    /// The whole pattern; a part that does not begin with a slash stands alone, so that the router refuses it.
    private func joined(_ part: String) -> String {
        part.isEmpty || part.utf8.first == HTTPPathText.slash ? prefix + part : part
    }
}
