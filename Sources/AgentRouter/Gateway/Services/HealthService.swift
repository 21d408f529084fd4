public import AgentNetwork
internal import AgentPrimitives

/// Tells whether the process lives and whether it can do its work.
///
/// `/healthz` and `/livez` answer 200 as long as the process answers at all; `/readyz` asks every part and answers 503 when one
/// cannot work.
public struct HealthService: GatewayService {
    /// A part that `/readyz` asks.
    public struct Check: Sendable {
        /// What the part is called in the answer.
        public let name: String
        /// Throws when the part cannot work.
        public let run: @Sendable () async throws -> Void

        /// Names a part.
        public init(_ name: String, run: @escaping @Sendable () async throws -> Void) {
            self.name = name
            self.run = run
        }
    }

    private let checks: [Check]

    /// Creates the service.
    public init(checks: [Check] = []) {
        self.checks = checks
    }

    /// Adds `/healthz`, `/livez` and `/readyz`.
    public func register(in routes: inout HTTPRoutes) {
        for path in ["/healthz", "/livez"] {
            routes.get(path) { _ in .json(JSONValue.object(["ok": true, "status": "ok"]).serialized()) }
        }
        routes.get("/readyz") { [checks] _ in
            var parts = JSONObject()
            var isReady = true
            for check in checks {
                do {
                    try await check.run()
                    parts[check.name] = "ok"
                } catch {
                    // Why is for the log; the answer is open to everybody.
                    parts[check.name] = "failing"
                    isReady = false
                }
            }
            let document: JSONValue = [
                "ok": .bool(isReady), "status": isReady ? "ready" : "unready", "checks": .object(parts),
            ]
            return .json(document.serialized(), status: isReady ? .ok : .serviceUnavailable)
        }
    }
}
