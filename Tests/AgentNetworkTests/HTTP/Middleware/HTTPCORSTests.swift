import Testing

@testable internal import AgentNetwork

struct HTTPCORSTests {
    private static let preflightHeaders: HTTPHeaders = [
        "Origin": "https://app.example.com", "Access-Control-Request-Method": "POST",
        "Access-Control-Request-Headers": "content-type, x-a",
    ]

    private func router(_ change: (inout HTTPCORSOptions) -> Void = { _ in }) throws -> HTTPRouter {
        var options = HTTPCORSOptions(
            allowedOrigins: [
                try HTTPOriginPattern("https://app.example.com"), try HTTPOriginPattern("http://localhost:*"),
            ])
        change(&options)
        let cors = try HTTPCORS(options)
        return try HTTPRouter { routes in
            routes.group(middleware: [cors]) { group in
                group.post("/") { _ in .text("ok") }
                group.get("/error") { _ in throw HTTPError(.conflict, "no") }
            }
        }
    }

    @Test(arguments: [
        ("https://app.example.com", ["https://app.example.com", "HTTPS://APP.example.com"]),
        ("https://app.example.com:443", ["https://app.example.com"]),
        ("http://a.example:8080", ["http://a.example:8080"]),
        ("http://localhost:*", ["http://localhost", "http://localhost:1", "http://localhost:65535"]),
        ("http://[::1]:*", ["http://[::1]", "http://[::1]:8080"]),
        ("vscode-webview://a-b", ["vscode-webview://a-b"]),
        ("*", ["null", "https://anything"]),
    ])
    func `Origins that fit`(pattern: String, origins: [String]) throws {
        let pattern = try HTTPOriginPattern(pattern)
        for origin in origins { #expect(pattern.matches(origin), "\(origin)") }
    }

    @Test(arguments: [
        (
            "https://app.example.com",
            [
                "http://app.example.com", "https://app.example.com:444", "https://app.example.com.evil", "https://evil",
                "null",
            ]
        ),
        (
            "http://localhost:*",
            [
                "http://localhost.evil.example", "http://localhost:", "http://localhost:80x", "http://localhost:123456",
                "http://localhost@evil", "https://localhost", "http://localhos",
            ]
        ),
    ])
    func `Origins that do not fit`(pattern: String, origins: [String]) throws {
        let pattern = try HTTPOriginPattern(pattern)
        for origin in origins { #expect(!pattern.matches(origin), "\(origin)") }
    }

    @Test(arguments: [
        "", "null", "example.com", "https://", "https://a/b", "https://a/", "https://a b", "https://*", "https://a:b",
        "https://a:8080:*", "https://[::1", "https://u@a",
    ])
    func `What is no origin is refused`(text: String) async {
        await expectError(.invalidUse) { try HTTPOriginPattern(text) }
    }

    @Test func `A preflight request is answered without the handler`() async throws {
        let handler = try router { $0.allowsCredentials = true }.handler
        let response = try await answer(handler, .options, "/", Self.preflightHeaders)
        #expect(response.status == .noContent)
        #expect(response.headers["Access-Control-Allow-Origin"] == "https://app.example.com")
        #expect(response.headers["Access-Control-Allow-Methods"] == "GET, HEAD, POST, PUT, PATCH, DELETE")
        #expect(response.headers["Access-Control-Allow-Headers"] == "content-type, x-a")
        #expect(response.headers["Access-Control-Allow-Credentials"] == "true")
        #expect(response.headers["Access-Control-Max-Age"] == "600")
        #expect(response.headers.hasToken("Origin", in: "Vary"))
        // The router's own answer has none of this.
        #expect(try await answer(handler, .options, "/").headers["Allow"] == "POST, OPTIONS")
    }

    @Test func `The answer to a page it may read`() async throws {
        let handler = try router {
            $0.exposedHeaders = ["X-A", "X-B"]
            $0.allowedHeaders = ["Authorization"]
        }.handler
        for target in ["/", "/error"] {
            let method: HTTPMethod = target == "/" ? .post : .get
            let response = try await answer(handler, method, target, ["Origin": "http://localhost:3000"])
            #expect(response.status == (target == "/" ? .ok : .conflict))
            #expect(response.headers["Access-Control-Allow-Origin"] == "http://localhost:3000")
            #expect(response.headers["Access-Control-Expose-Headers"] == "X-A, X-B")
            #expect(response.headers["Access-Control-Allow-Credentials"] == nil)
            #expect(response.headers["Vary"] == "Origin")
        }
        let preflight = try await answer(handler, .options, "/", Self.preflightHeaders)
        #expect(preflight.headers["Access-Control-Allow-Headers"] == "Authorization")
    }

    @Test func `A foreign origin is refused, or left to the browser`() async throws {
        for headers in [["Origin": "https://evil.example"], ["Origin": "null"]] as [HTTPHeaders] {
            #expect(try await answer(try router().handler, .post, "/", headers).status == .forbidden)
            #expect(try await answer(try router().handler, .options, "/", headers).status == .forbidden)
            let left = try await answer(try router { $0.refusesForeignOrigins = false }.handler, .post, "/", headers)
            #expect(left.status == .ok && left.headers["Access-Control-Allow-Origin"] == nil)
            #expect(left.headers["Vary"] == "Origin")
        }
        let twice: HTTPHeaders = ["Origin": "http://localhost", "Origin": "https://evil.example"]
        #expect(try await answer(try router().handler, .post, "/", twice).status == .forbidden)
    }

    @Test func `Requests from elsewhere than pages pass`() async throws {
        let response = try await answer(try router().handler, .post, "/")
        #expect(response.status == .ok && response.headers["Access-Control-Allow-Origin"] == nil)
        #expect(response.headers["Vary"] == "Origin")
    }

    @Test func `Every origin, but not with credentials`() async throws {
        let response = try await answer(
            try router { $0.allowedOrigins = [.any] }.handler, .post, "/", ["Origin": "null"])
        #expect(response.headers["Access-Control-Allow-Origin"] == "*")
        #expect(response.headers["Vary"] == nil)
        await expectError(.invalidUse) {
            try router {
                $0.allowedOrigins = [.any]
                $0.allowsCredentials = true
            }
        }
    }
}
