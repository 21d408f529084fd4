/// The routes of a router and the tree that finds them.
final class HTTPRouteTable: Sendable {
    struct Route: Sendable {
        let method: HTTPMethod?
        let pattern: HTTPRoutePattern
        let middleware: [any HTTPMiddleware]
        /// With the middleware around it.
        let handler: HTTPHandler
    }

    enum Lookup {
        case found(route: Int, HTTPPathParameters)
        /// The best one of the routes that have the path and not the method, and all methods that there are.
        case otherMethods(route: Int, allowed: [HTTPMethod])
        /// The same path with a slash more or less at its end has a route.
        case toggleSlash
        case invalid(HTTPPathFault)
        case none
    }

    private let tree: HTTPRouteTree
    private let routes: [Route]
    private let middleware: [any HTTPMiddleware]
    private let options: HTTPRouterOptions

    init(
        _ entries: [HTTPRoutes.Entry], middleware: [any HTTPMiddleware], options: HTTPRouterOptions
    ) throws(NetworkError) {
        var builder = HTTPRouteTreeBuilder()
        var routes: [Route] = []
        for entry in entries {
            let pattern = try HTTPRoutePattern(parsing: entry.pattern)
            if let other = builder.add(pattern, entry.method, route: routes.count) {
                let method = entry.method?.name ?? "any method"
                throw NetworkError(
                    .invalidUse,
                    "expected one route for \(method) at a path, found '\(entry.pattern)' and "
                        + "'\(routes[other].pattern.text)'; remove one")
            }
            routes.append(
                Route(
                    method: entry.method, pattern: pattern, middleware: entry.middleware,
                    handler: entry.middleware.wrap(entry.handler)))
        }
        self.routes = routes
        self.middleware = middleware
        self.options = options
        tree = builder.build()
    }

    func respond(to request: HTTPServerRequest) async throws -> HTTPServerResponse {
        var request = request
        switch lookUp(request.method, request.target) {
        case .found(let route, let parameters):
            request.parameters = parameters
            request.route = routes[route].pattern.text
            return try await routes[route].handler(request)
        case .otherMethods(let route, let allowed):
            request.route = routes[route].pattern.text
            return try await routes[route].middleware.wrap { request in
                try Self.answer(request.method, allowed: allowed)
            }(request)
        case .toggleSlash:
            return try await middleware.wrap { request in Self.redirect(request) }(request)
        case .invalid(let fault):
            return try await middleware.wrap { _ in throw HTTPError(.badRequest, fault.message) }(request)
        case .none where request.method == .options && request.target == "*":
            return try await middleware.wrap { _ in HTTPServerResponse(status: .noContent) }(request)
        case .none:
            return try await middleware.wrap { _ in
                throw HTTPError(.notFound, "there is nothing at this path; check it")
            }(request)
        }
    }

    private static func answer(_ method: HTTPMethod, allowed: [HTTPMethod]) throws -> HTTPServerResponse {
        let list = allowed.map(\.name).joined(separator: ", ")
        guard method != .options else { return HTTPServerResponse(status: .noContent, headers: ["Allow": list]) }
        throw HTTPError(.methodNotAllowed, "expected one of the methods \(list) at this path", headers: ["Allow": list])
    }

    private static func redirect(_ request: HTTPServerRequest) -> HTTPServerResponse {
        let path = request.path
        let other = path.last == "/" ? String(path.dropLast()) : path + "/"
        let location = other + (request.query.map { "?\($0)" } ?? "")
        return HTTPServerResponse(status: .permanentRedirect, headers: ["Location": location])
    }
}

// MARK: Looking up

extension HTTPRouteTable {
    func lookUp(_ method: HTTPMethod, _ target: String) -> Lookup {
        let found = target.utf8.withContiguousStorageIfAvailable { lookUp(method, $0) }
        return found ?? Array(target.utf8).withUnsafeBufferPointer { lookUp(method, $0) }
    }

    private func lookUp(_ method: HTTPMethod, _ target: UnsafeBufferPointer<UInt8>) -> Lookup {
        if target.count == 1, target[0] == UInt8(ascii: "*") { return .none }
        let end = target.firstIndex(of: HTTPPathText.questionMark) ?? target.count
        let path = UnsafeBufferPointer(rebasing: target[..<end])
        do throws(HTTPPathFault) {
            guard path.contains(HTTPPathText.percent) else { return try lookUpNormal(method, path) }
            return try HTTPPathText.normalize(path).withUnsafeBufferPointer { normal throws(HTTPPathFault) in
                try lookUpNormal(method, normal)
            }
        } catch {
            return .invalid(error)
        }
    }

    private func lookUpNormal(
        _ method: HTTPMethod, _ path: UnsafeBufferPointer<UInt8>
    ) throws(HTTPPathFault) -> Lookup {
        // One place more than any route has segments, so that a longer path is seen to be longer.
        let result = withUnsafeTemporaryAllocation(
            of: HTTPPathSegments.Bounds.self, capacity: tree.depth + 1
        ) { bounds -> Result<Lookup, HTTPPathFault> in
            do throws(HTTPPathFault) {
                let segments = try HTTPPathSegments(path, bounds: bounds)
                let match = tree.find(method, segments)
                guard match == .none, options.trailingSlash != .distinct, let other = segments.togglingTrailingSlash()
                else { return .success(try describe(match, segments)) }
                let otherMatch = tree.find(method, other)
                if case .route = otherMatch, options.trailingSlash == .redirected { return .success(.toggleSlash) }
                return .success(try describe(otherMatch, other))
            } catch {
                return .failure(error)
            }
        }
        return try result.get()
    }

    private func describe(
        _ match: HTTPRouteTree.Match, _ segments: HTTPPathSegments
    ) throws(HTTPPathFault) -> Lookup {
        switch match {
        case .route(let route): .found(route: route, try parameters(of: routes[route].pattern, segments))
        case .otherMethods(let endpoints):
            .otherMethods(route: tree.endpoints[endpoints[0]].routes[0].route, allowed: allowedMethods(endpoints))
        case .none: .none
        }
    }

    private func parameters(
        of pattern: HTTPRoutePattern, _ segments: HTTPPathSegments
    ) throws(HTTPPathFault) -> HTTPPathParameters {
        guard !pattern.names.isEmpty else { return HTTPPathParameters() }
        var values: [String] = []
        values.reserveCapacity(pattern.names.count)
        for (index, segment) in pattern.segments.enumerated() {
            let text: String?
            switch segment {
            case .literal: continue
            case .parameter(let suffix): text = HTTPPathText.decode(segments[index].dropLast(suffix.count))
            case .rest: text = HTTPPathText.decode(segments.rest(from: index))
            }
            guard let text else { throw .invalidText }
            values.append(text)
        }
        return HTTPPathParameters(names: pattern.names, values: values)
    }

    /// Each method once, in the order in which the routes were added.
    private func allowedMethods(_ endpoints: [Int]) -> [HTTPMethod] {
        var methods: [HTTPMethod] = []
        for endpoint in endpoints {
            for case (let method?, _) in tree.endpoints[endpoint].routes {
                for method in method == .get ? [.get, .head] : [method] where !methods.contains(method) {
                    methods.append(method)
                }
            }
        }
        return methods.contains(.options) ? methods : methods + [.options]
    }
}
