public import AgentNetwork

/// One surface of the gateway: routes that belong together.
///
/// ```swift
/// struct VersionService: GatewayService {
///     func register(in routes: inout HTTPRoutes) {
///         routes.get("/version") { _ in .text("1\n") }
///     }
/// }
/// ```
public protocol GatewayService: Sendable {
    /// Adds the surface's routes; called once, when the gateway is put together.
    func register(in routes: inout HTTPRoutes)
}
