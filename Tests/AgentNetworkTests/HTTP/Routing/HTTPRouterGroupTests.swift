import Testing

@testable internal import AgentNetwork

struct HTTPRouterGroupTests {
    /// Writes its name before and after the rest.
    private struct Mark: HTTPMiddleware {
        let name: String
        let trail: Recorder<[String]>

        func respond(to request: HTTPServerRequest, next: @escaping HTTPHandler) async throws -> HTTPServerResponse {
            trail.change { $0.append("\(name) \(request.route ?? "-")") }
            defer { trail.change { $0.append("/\(name)") } }
            return try await next(request)
        }
    }

    private func router(_ trail: Recorder<[String]>) throws -> HTTPRouter {
        try HTTPRouter(middleware: [Mark(name: "a", trail: trail), Mark(name: "b", trail: trail)]) { routes in
            routes.get("/plain") { _ in .text("plain") }
            routes.group("/v1/{tenant}", middleware: [Mark(name: "c", trail: trail)]) { tenant in
                tenant.get("") { .text($0.parameters["tenant"] ?? "") }
                tenant.group(middleware: [Mark(name: "d", trail: trail)]) { inner in
                    inner.post("/{id}") { request in
                        .text("\(request.parameters["tenant"] ?? "") \(request.parameters["id"] ?? "")")
                    }
                }
            }
        }
    }

    @Test(arguments: [
        ("GET", "/plain", 200, ["a /plain", "b /plain", "/b", "/a"]),
        (
            "GET", "/v1/t", 200,
            ["a /v1/{tenant}", "b /v1/{tenant}", "c /v1/{tenant}", "/c", "/b", "/a"]
        ),
        (
            "POST", "/v1/t/7", 200,
            [
                "a /v1/{tenant}/{id}", "b /v1/{tenant}/{id}", "c /v1/{tenant}/{id}", "d /v1/{tenant}/{id}", "/d", "/c",
                "/b", "/a",
            ]
        ),
        ("GET", "/none", 404, ["a -", "b -", "/b", "/a"]),
        ("GET", "/%zz", 400, ["a -", "b -", "/b", "/a"]),
        // The middleware of the group sees preflight requests and wrong methods.
        (
            "OPTIONS", "/v1/t", 204,
            ["a /v1/{tenant}", "b /v1/{tenant}", "c /v1/{tenant}", "/c", "/b", "/a"]
        ),
        (
            "PUT", "/v1/t", 405,
            ["a /v1/{tenant}", "b /v1/{tenant}", "c /v1/{tenant}", "/c", "/b", "/a"]
        ),
    ])
    func `Middleware runs from the outside in`(
        method: String, target: String, status: Int, expected: [String]
    ) async throws {
        let trail = Recorder<[String]>([])
        let response = try await answer(try router(trail).handler, HTTPMethod(method), target)
        #expect(response.status.code == status)
        #expect(trail.value == expected)
    }

    @Test func `A group's prefix may have parameters`() async throws {
        let response = try await answer(try router(Recorder([])).handler, .post, "/v1/acme/7")
        #expect(try await response.text == "acme 7")
    }

    @Test(arguments: [("v1", "/a"), ("/v1", "a"), ("/v1/", "/a"), ("/v1/", ""), ("/{x...}", "/a")])
    func `Parts that do not join are refused`(prefix: String, pattern: String) async {
        let isFine = prefix == "/v1/" && pattern.isEmpty
        let build = { try HTTPRouter { $0.group("/api") { $0.group(prefix) { $0.get(pattern) { _ in .text("") } } } } }
        if isFine {
            #expect(throws: Never.self) { try build() }
        } else {
            await expectError(.invalidUse) { try build() }
        }
    }

    @Test func `Routes over a connection`() async throws {
        let router = try HTTPRouter { routes in
            routes.get("/items/{id}") { .text("item \($0.parameters["id"] ?? "") \($0.query(named: "q") ?? "")") }
            routes.post("/items") { request in
                .text("got \(try await request.body.collect(maxBytes: 100).count)", status: .created)
            }
        }
        try await HTTPTestService.run(handler: router.handler) { service in
            #expect(try await service.get("/items/a%2Fb?q=1+2").text == "item a/b 1 2")
            let head = try await service.send(.head, "/items/a")
            #expect(head.status == 200 && head.body.isEmpty && head.headers["Content-Length"] == "7")
            let created = try await service.send(.post, "/items", body: .bytes([1, 2, 3]))
            #expect(created.status == 201 && created.text == "got 3")
            let wrong = try await service.send(.put, "/items")
            #expect(wrong.status == 405 && wrong.headers["Allow"] == "POST, OPTIONS")
            #expect(try await service.send(.options, "/items").status == 204)
            #expect(try await service.get("/nothing").status == 404)
            #expect(try await service.get("/items/%2e%2e").status == 400)
            let large = try await service.send(.post, "/items", body: .bytes([UInt8](repeating: 0, count: 101)))
            #expect(large.status == 413)
            #expect(service.server.statistics.handlerErrors == 0)
        }
    }
}
