internal import AgentMemory
internal import AgentNetwork
internal import AgentPrimitives
internal import Synchronization
internal import Testing

@testable internal import AgentRouter

@Suite struct GatewayTests {
    @Test(arguments: ["/healthz", "/livez", "/readyz"])
    func tellsItsHealth(_ path: String) async throws {
        try await GatewayFixture.run { (gateway) async throws in
            let answer = try await gateway.ask(.get, path, tenant: nil)
            #expect(answer.status == 200)
            #expect(try answer.json["ok"] == true)
        }
    }

    @Test func isNotReadyWithoutItsStore() async throws {
        try await GatewayFixture.run { (gateway) async throws in
            try await gateway.store.shutdown()
            #expect(try await gateway.ask(.get, "/healthz", tenant: nil).status == 200)
            let ready = try await gateway.ask(.get, "/readyz", tenant: nil)
            #expect(ready.status == 503)
            #expect(try ready.json["checks"] == ["memory": "failing"])
            let put = try await gateway.ask(.put, "/v1/memory/n/k", "1")
            #expect(put.status == 503 && put.code == "shutting_down" && !put.text.contains(".sqlite"))
        }
    }

    @Test func answersUnknownPathsAndMethods() async throws {
        try await GatewayFixture.run { (gateway) async throws in
            for target in ["/", "/v1", "/v1/nosuch", "/v1/memory/a/b/c", "/healthz/x"] {
                let answer = try await gateway.ask(.get, target)
                #expect(answer.status == 404 && answer.code == "not_found")
            }
            let refused = try await gateway.ask(.post, "/v1/memory/n/k", "1")
            #expect(refused.status == 405 && refused.code == "method_not_allowed")
            #expect(refused.headers["Allow"] == "GET, HEAD, PUT, DELETE, OPTIONS")
            let options = try await gateway.ask(.options, "/v1/memory/n/k", tenant: nil)
            #expect(options.status == 204 && options.headers["Allow"] == "GET, HEAD, PUT, DELETE, OPTIONS")
            #expect(options.headers["Access-Control-Allow-Origin"] == nil)
            _ = try await gateway.ask(.put, "/v1/memory/n/k", "1")
            #expect(try await gateway.ask(.head, "/v1/memory/n/k").status == 200)
        }
    }

    /// What is the server's own doing is told to its operator, and to the client only that it was.
    @Test func reportsItsOwnFailures() async throws {
        struct Fault: Error {}
        struct FailingService: GatewayService {
            func register(in routes: inout HTTPRoutes) {
                routes.get("/fault") { _ in throw Fault() }
                routes.get("/full") { _ in throw MemoryError(.full, "no room at /secret/path") }
                routes.get("/own") { _ in throw HTTPError(.badRequest, "the client's") }
            }
        }
        let failures = Mutex<[String]>([])
        let gateway = try Gateway(services: [FailingService()]) { error in
            failures.withLock { $0.append("\(type(of: error))") }
        }
        for (path, status, code) in [
            ("/fault", 500, "internal_error"), ("/full", 507, "storage_full"), ("/own", 400, "bad_request"),
        ] {
            let answer = try await GatewayFixture.Answer(try await gateway.handler(HTTPServerRequest(target: path)))
            #expect(answer.status == status && answer.code == code && !answer.text.contains("secret"))
        }
        #expect(failures.withLock { $0 } == ["Fault", "MemoryError"])
    }
}
