import Testing

@testable internal import AgentNetwork

struct HTTPErrorTests {
    private struct Mine: Error {}

    private static let handler: HTTPHandler = { request in
        switch request.path {
        case "/teapot":
            throw HTTPError(.init(418), "short and stout", headers: ["X-A": "1", "Content-Type": "text/x"])
        case "/stream": return HTTPServerResponse(body: .stream { _ in throw HTTPError(.conflict, "not now") })
        default: throw Mine()
        }
    }

    @Test func `The server sends what a handler throws`() async throws {
        let errors = Recorder(0)
        try await HTTPTestService.run(onError: { _ in errors.change { $0 += 1 } }, handler: Self.handler) { service in
            let teapot = try await service.get("/teapot")
            #expect(teapot.status == 418 && teapot.text == "short and stout\n")
            #expect(teapot.headers["x-a"] == "1" && teapot.headers.values(for: "content-type") == ["text/x"])
            #expect(try await service.get("/stream").status == 409)
            #expect(errors.value == 0 && service.server.statistics.handlerErrors == 0)
            #expect(try await service.get("/other").status == 500)
            #expect(errors.value == 1 && service.server.statistics.handlerErrors == 1)
        }
    }

    @Test func `Errors get the form of an API`() async throws {
        let mapping = HTTPErrorMapping { error, _ in
            (error as? HTTPError).map { .json(Array("{\"error\":\"\($0.message)\"}".utf8), status: $0.status) }
        }
        let router = try HTTPRouter(middleware: [mapping]) { $0.get("/{any}", Self.handler) }
        #expect(try await answer(router.handler, "/teapot").text == "{\"error\":\"short and stout\"}")
        let absent = try await answer(router.handler, "/a/b")
        #expect(absent.status == .notFound && absent.headers["Content-Type"] == "application/json")
        await #expect(throws: Mine.self) { try await answer(router.handler, "/other") }
    }

    @Test func `Errors of deferred and streamed content get it too, while nothing was sent`() async throws {
        let mapping = HTTPErrorMapping { error, _ in
            (error as? HTTPError).map { .json(Array("{\"error\":\"\($0.message)\"}".utf8), status: $0.status) }
        }
        var options = HTTPCORSOptions(allowedOrigins: HTTPOriginPattern.loopback)
        options.exposedHeaders = ["X-A"]
        let router = try HTTPRouter(middleware: [try HTTPCORS(options), mapping]) { routes in
            routes.get("/deferred") { _ in .deferred { _ in throw HTTPError(.init(502), "no upstream") } }
            routes.get("/stream", Self.handler)
            routes.get("/fine") { _ in
                .deferred { responder in
                    let headers: HTTPHeaders = ["Vary": "Accept", "Access-Control-Allow-Origin": "https://upstream"]
                    try await responder.start(status: .created, headers: headers).write([65])
                }
            }
            routes.get("/late") { _ in
                HTTPServerResponse(
                    body: .stream { writer in
                        try await writer.write([1])
                        throw HTTPError(.conflict, "too late")
                    })
            }
        }
        let errors = Recorder(0)
        try await HTTPTestService.run(onError: { _ in errors.change { $0 += 1 } }, handler: router.handler) { service in
            let origin: HTTPHeaders = ["Origin": "http://localhost:1"]
            for (target, status, text) in [("/deferred", 502, "no upstream"), ("/stream", 409, "not now")] {
                let response = try await service.get(target, origin)
                #expect(response.status == status && response.text == "{\"error\":\"\(text)\"}")
                #expect(response.headers.values(for: "access-control-allow-origin") == ["http://localhost:1"])
            }
            // What middleware gives a response whose head it does not see.
            let fine = try await service.get("/fine", origin)
            #expect(fine.status == 201 && fine.text == "A")
            #expect(fine.headers.values(for: "Access-Control-Allow-Origin") == ["http://localhost:1"])
            #expect(fine.headers.values(for: "Vary") == ["Accept", "Origin"])
            await expectError(.truncated) { try await service.get("/late") }
            #expect(errors.value == 0)
        }
    }

    @Test(arguments: [
        (Duration.zero, "1"), (.milliseconds(1), "1"), (.seconds(1), "1"), (.milliseconds(1001), "2"),
        (.seconds(90), "90"),
    ])
    func `Waiting times are whole seconds, rounded up`(duration: Duration, expected: String) {
        #expect(HTTPError.retryAfter(duration) == expected)
    }
}
