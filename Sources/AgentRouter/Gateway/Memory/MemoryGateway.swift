public import AgentMemory
public import AgentNetwork

/// The memory gateway: tenants' key-value memory over HTTP.
///
/// `PUT`, `GET` and `DELETE /v1/memory/{namespace}/{key}`, `GET /v1/memory/{namespace}`, `POST /v1/memory/search`,
/// `GET /v1/memory/export`, `GET /v1/memory/audit`, and `GET` and `DELETE /v1/memory` for the tenant as a whole. Every request
/// names its tenant in `x-tenant-id`; `docs/memory-gateway.md` describes fields and answers.
public struct MemoryGateway: GatewayService {
    private let gate: TenantGate

    /// Creates the service.
    ///
    /// - Parameters:
    ///   - store: Where the memories are kept.
    ///   - options: Who may ask, and how much.
    public init(store: TenantStore, options: MemoryGatewayOptions = MemoryGatewayOptions()) {
        gate = TenantGate(store: store, options: options)
    }

    /// Adds the routes below `/v1/memory`.
    public func register(in routes: inout HTTPRoutes) {
        let gate = gate
        routes.group("/v1/memory") { routes in
            routes.get("", gate.guarding(MemoryGateway.usage))
            routes.delete("", gate.guarding(MemoryGateway.erase))
            routes.post("/search", gate.guarding(MemoryGateway.search))
            routes.get("/export", gate.guarding(MemoryGateway.export))
            routes.get("/audit", gate.guarding(MemoryGateway.audit))
            routes.get("/{namespace}", gate.guarding(MemoryGateway.list))
            routes.get("/{namespace}/{key}", gate.guarding(MemoryGateway.get))
            routes.put("/{namespace}/{key}", gate.guarding(MemoryGateway.put))
            routes.delete("/{namespace}/{key}", gate.guarding(MemoryGateway.delete))
        }
    }
}
