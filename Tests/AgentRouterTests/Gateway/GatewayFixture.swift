internal import AgentMemory
internal import AgentNetwork
internal import AgentPrimitives
internal import AgentRouter
internal import Foundation
internal import Testing

/// A gateway over a store in a folder of its own, asked without a network.
struct GatewayFixture: Sendable {
    let store: TenantStore
    let handler: HTTPHandler

    static func run(
        keys: [GatewayKey] = [], burst: Int = 100_000, hosts: [String]? = nil, limits: TenantLimits = TenantLimits(),
        _ body: (GatewayFixture) async throws -> Void
    ) async throws {
        let folder = FileManager.default.temporaryDirectory.appending(path: "agent-gateway-\(UUID().uuidString)").path
        defer { try? FileManager.default.removeItem(atPath: folder) }
        try await TenantStore.withStore(at: folder + "/gateway.sqlite", limits: limits) { store in
            var options = MemoryGatewayOptions()
            options.keys = keys
            options.burst = burst
            // So slow that nothing is refilled while a test runs.
            options.requestsPerSecond = 0.001
            let metrics = GatewayMetrics()
            let gateway = try Gateway(
                services: [
                    HealthService(checks: [HealthService.Check("memory") { try await store.check() }]),
                    MetricsService(keys: keys, sources: [{ metrics.snapshot }]),
                    MemoryGateway(store: store, options: options),
                ],
                hosts: hosts, metrics: metrics)
            try await body(GatewayFixture(store: store, handler: gateway.handler))
        }
    }

    /// Asks, and collects the answer; `fields` take the place of the tenant's where they name it.
    func ask(
        _ method: HTTPMethod, _ target: String, _ body: String = "", tenant: String? = "acme",
        authority: String = "localhost",
        _ fields: [(String, String)] = []
    ) async throws -> Answer {
        var headers = HTTPHeaders()
        if let tenant { headers.add("x-tenant-id", tenant) }
        for (name, value) in fields { headers.add(name, value) }
        let request = HTTPServerRequest(
            method: method, target: target, authority: authority, headers: headers,
            body: HTTPIncomingBody(Array(body.utf8)))
        return try await Answer(try await handler(request))
    }

    /// Asks for the usual tenant, without content.
    func ask(_ method: HTTPMethod, _ target: String, _ fields: [(String, String)]) async throws -> Answer {
        try await ask(method, target, "", fields)
    }

    /// An answer with its content.
    struct Answer {
        let status: Int
        let headers: HTTPHeaders
        let bytes: [UInt8]

        init(_ response: HTTPServerResponse) async throws {
            status = response.status.code
            headers = response.headers
            bytes = try await response.contentBytes()
        }

        var text: String { String(decoding: bytes, as: UTF8.self) }
        var json: JSONValue { get throws { try JSONValue(parsing: bytes) } }
        var code: String? { try? json["error"]?["code"]?.stringValue }
    }
}
