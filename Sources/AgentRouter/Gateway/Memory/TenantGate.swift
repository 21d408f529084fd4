internal import AgentMemory
internal import AgentNetwork

/// Stands before every route of the memory: finds out who asks, for which tenant, and whether they may.
///
/// The order matters. The key comes first, so that strangers learn nothing; the binding before the rate limit, so that nobody
/// can use up the rate of a tenant whose key they do not have. Whether a tenant exists is asked nowhere: a key that is not
/// bound to it gets the same answer for every name.
struct TenantGate: Sendable {
    private let store: TenantStore
    /// `nil` where no key is asked for.
    private let authentication: HTTPBearerAuthentication?
    private let bindings: [String: GatewayKey.Tenants]
    private let rateLimit: HTTPRateLimit
    private let bodyLimit: HTTPBodyLimit

    init(store: TenantStore, options: MemoryGatewayOptions) {
        self.store = store
        authentication = options.keys.isEmpty ? nil : GatewayKey.authentication(options.keys)
        bindings = options.keys.reduce(into: [:]) { $0[$1.name] = $1.tenants }
        var limits = HTTPRateLimit.Limits()
        limits.requestsPerSecond = options.requestsPerSecond
        limits.burst = options.burst
        limits.maxClients = options.remembersTenants
        rateLimit = HTTPRateLimit(limits: limits) { $0.headers[Self.tenantField] }
        bodyLimit = HTTPBodyLimit(maxBytes: options.contentBytes)
    }

    private static let tenantField = "x-tenant-id"
    private static let longestSession = 200

    /// A handler behind the gate.
    func guarding(_ handler: @escaping @Sendable (MemoryRequest) async throws -> HTTPServerResponse) -> HTTPHandler {
        let admitted: HTTPHandler = { request in
            let request = try memoryRequest(request)
            return try await rateLimit.respond(to: request.http) { http in
                try await bodyLimit.respond(to: http) { http in
                    try await handler(
                        MemoryRequest(
                            http: http, memory: request.memory, session: request.session,
                            consistency: request.consistency))
                }
            }
        }
        guard let authentication else { return admitted }
        return { request in try await authentication.respond(to: request, next: admitted) }
    }

    private func memoryRequest(_ request: HTTPServerRequest) throws(GatewayRefusal) -> MemoryRequest {
        let tenant = try tenant(request)
        return MemoryRequest(
            http: request, memory: store.tenant(tenant), session: try session(request),
            consistency: try consistency(request))
    }

    private func tenant(_ request: HTTPServerRequest) throws(GatewayRefusal) -> TenantID {
        guard let text = try Self.one(Self.tenantField, request) else {
            throw GatewayRefusal(
                .badRequest, "missing_tenant",
                "expected the field x-tenant-id with the name of a tenant, found none; send it")
        }
        guard let tenant = TenantID(text) else {
            throw GatewayRefusal(
                .badRequest, "invalid_tenant", "expected x-tenant-id to be 1 to 50 characters out of A-Z a-z 0-9 _ -")
        }
        guard authentication == nil || request.client.flatMap({ bindings[$0] })?.contains(tenant) == true else {
            throw GatewayRefusal(
                .forbidden, "forbidden", "the key is not bound to this tenant; use one that is, or another x-tenant-id")
        }
        return tenant
    }

    private func session(_ request: HTTPServerRequest) throws(GatewayRefusal) -> String? {
        guard let session = try Self.one("x-session-id", request), !session.isEmpty else { return nil }
        let isPlain = session.utf8.allSatisfy { (0x21...0x7E).contains($0) }
        guard session.utf8.count <= Self.longestSession, isPlain else {
            throw GatewayRefusal(
                .badRequest, "invalid_session",
                "expected x-session-id to be at most \(Self.longestSession) visible ASCII characters")
        }
        return session
    }

    private func consistency(_ request: HTTPServerRequest) throws(GatewayRefusal) -> ConsistencyLevel {
        guard let text = try Self.one("x-consistency-level", request) else { return .eventual }
        guard let level = ConsistencyLevel(rawValue: text) else {
            let names = ConsistencyLevel.allCases.map(\.rawValue).joined(separator: ", ")
            throw GatewayRefusal(
                .badRequest, "invalid_consistency_level", "expected x-consistency-level to be one of \(names)")
        }
        return level
    }

    /// The value of a field that may be sent once: of two values, a proxy could check one and this gate take the other.
    private static func one(_ name: String, _ request: HTTPServerRequest) throws(GatewayRefusal) -> String? {
        let values = request.headers.values(for: name)
        guard values.count <= 1 else {
            throw GatewayRefusal(
                .badRequest, "duplicate_field", "expected the field \(name) once, found it \(values.count) times")
        }
        return values.first
    }
}
