public import AgentNetwork

/// Publishes the gateway's numbers at `/metrics`, in the text format of Prometheus.
public struct MetricsService: GatewayService {
    private let keys: [GatewayKey]
    private let sources: [@Sendable () async -> [GatewayMetric]]

    /// Creates the service.
    ///
    /// - Parameters:
    ///   - keys: The gateway's keys. Where there are any, one for all tenants is asked for: the numbers are sums over all of them.
    ///   - sources: Where the numbers come from, in the order of the page.
    public init(keys: [GatewayKey] = [], sources: [@Sendable () async -> [GatewayMetric]]) {
        self.keys = keys.filter { $0.tenants == .all }
        self.sources = sources
        isOpen = keys.isEmpty
    }

    /// Nobody has a key, so that everybody who reaches the gateway may read.
    private let isOpen: Bool

    /// Adds `/metrics`.
    public func register(in routes: inout HTTPRoutes) {
        let guards: [any HTTPMiddleware] = isOpen ? [] : [GatewayKey.authentication(keys)]
        routes.group(middleware: guards) { [sources] routes in
            routes.get("/metrics") { _ in
                var metrics: [GatewayMetric] = []
                for source in sources { metrics += await source() }
                return HTTPServerResponse(
                    headers: ["Content-Type": PrometheusText.contentType],
                    body: .bytes(Array(PrometheusText.render(metrics).utf8)))
            }
        }
    }
}
