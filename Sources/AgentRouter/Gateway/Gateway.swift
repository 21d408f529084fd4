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
    ///   - hosts: The names under which the gateway is reached, as `HTTPHostCheck` takes them; `nil` for any. Where no key
    ///     is asked for they have to be given: otherwise a web page whose name leads to this machine could ask as well.
    ///   - metrics: Counts the requests.
    ///   - onFailure: Told of each error that is the server's own doing; the client is told as little as it can act on.
    /// - Throws: `invalidUse` for two routes of the same method and path.
    public init(
        services: [any GatewayService], hosts: [String]? = nil, metrics: GatewayMetrics = GatewayMetrics(),
        onFailure: @escaping @Sendable (any Error) -> Void = { _ in }
    ) throws(NetworkError) {
        var middleware: [any HTTPMiddleware] = [
            metrics.middleware,
            HTTPErrorMapping { error, _ in
                let response = GatewayRefusal.response(to: error)
                if response?.status.code ?? 0 >= 500, !(error is GatewayRefusal), !(error is HTTPError) {
                    onFailure(error)
                }
                return response
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
