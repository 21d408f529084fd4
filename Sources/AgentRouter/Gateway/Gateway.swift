public import AgentNetwork

/// Puts the surfaces of a gateway together into one handler.
///
/// Every error leaves as `{"error":{"code","message"}}`, whichever surface or middleware it comes from, and a path without a
/// route gets 404.
public struct Gateway: Sendable {
    private let router: HTTPRouter

    /// Puts surfaces together.
    ///
    /// - Parameters:
    ///   - services: The surfaces; no two may have a route for the same method and path.
    ///   - hosts: The names under which the gateway is reached, as ``HTTPHostCheck`` takes them; `nil` for any. Where no key
    ///     is asked for they have to be given: otherwise a web page whose name leads to this machine could ask as well.
    ///   - metrics: Counts the requests.
    /// - Throws: `invalidUse` for two routes of the same method and path.
    public init(
        services: [any GatewayService], hosts: [String]? = nil, metrics: GatewayMetrics = GatewayMetrics()
    ) throws(NetworkError) {
        var middleware: [any HTTPMiddleware] = [
            metrics.middleware,
            HTTPErrorMapping { error, _ in
                GatewayRefusal.response(to: error)
            },
        ]
        if let hosts { middleware.append(HTTPHostCheck(hosts: hosts)) }
        router = try HTTPRouter(middleware: middleware) { routes in
            for service in services { service.register(in: &routes) }
        }
    }

    /// Answers requests; for `HTTPServer`.
    public var handler: HTTPHandler { router.handler }
}
