import Testing

@testable internal import AgentNetwork

struct HTTPRouterTests {
    /// Answers with the pattern and the parameters of the route.
    private static func echo(_ names: [String]) -> HTTPHandler {
        { request in
            let values = names.map { "\($0)=\(request.parameters[$0] ?? "-")" }
            return .text(([request.method.name, request.route ?? "-"] + values).joined(separator: " "))
        }
    }

    private static func router(
        _ routes: [(HTTPMethod?, String)],
        trailingSlash: HTTPRouterOptions.TrailingSlash = .ignored
    ) throws -> HTTPRouter {
        var options = HTTPRouterOptions()
        options.trailingSlash = trailingSlash
        return try HTTPRouter(options: options) { builder in
            for (method, pattern) in routes {
                // A malformed pattern is what the router complains of.
                let names = (try? HTTPRoutePattern(parsing: pattern))?.names ?? []
                if let method { builder.on(method, pattern, echo(names)) } else { builder.any(pattern, echo(names)) }
            }
        }
    }

    private static let api: [(HTTPMethod?, String)] = [
        (.get, "/"), (.get, "/healthz"), (.get, "/v1/models"), (.post, "/v1/models"), (.get, "/v1/models/{id}"),
        (.get, "/v1/models/default"), (.delete, "/v1/models/{name}"),
        (.post, "/v1beta/models/{model}:generateContent"), (.post, "/v1beta/models/{model}:streamGenerateContent"),
        (.get, "/v1beta/models/{model}"), (.post, "/model/{id}/converse"), (.post, "/model/{id}/converse-stream"),
        (.get, "/ui/{path...}"), (.get, "/ui/about"), (nil, "/mcp"), (.get, "/{a}/{b}/c"), (.get, "/x/{b}/d"),
        (.put, "/f/{name}.json"), (.put, "/f/{name}.tar.json"), (.put, "/f/{name}"), (.put, "/f/{all...}"),
    ]

    @Test(arguments: [
        ("GET", "/", "GET /"),
        ("GET", "/?a=/x", "GET /"),
        ("HEAD", "/healthz", "HEAD /healthz"),
        ("POST", "/v1/models", "POST /v1/models"),
        ("GET", "/v1/models/default", "GET /v1/models/default"),
        ("GET", "/v1/models/gpt-4", "GET /v1/models/{id} id=gpt-4"),
        ("GET", "/v1/m%6Fdels/gpt", "GET /v1/models/{id} id=gpt"),
        // The literal has no DELETE, so the parameter is next.
        ("DELETE", "/v1/models/default", "DELETE /v1/models/{name} name=default"),
        (
            "POST", "/v1beta/models/gemini-2:generateContent?alt=sse",
            "POST /v1beta/models/{model}:generateContent model=gemini-2"
        ),
        (
            "POST", "/v1beta/models/a:b:streamGenerateContent",
            "POST /v1beta/models/{model}:streamGenerateContent model=a:b"
        ),
        ("GET", "/v1beta/models/a%3AgenerateContent", "GET /v1beta/models/{model} model=a:generateContent"),
        (
            "POST", "/model/arn%3Aaws%3Abedrock%3A%3A%3Aprofile%2Fus.x-v1%3A0/converse",
            "POST /model/{id}/converse id=arn:aws:bedrock:::profile/us.x-v1:0"
        ),
        ("POST", "/model/x/converse-stream", "POST /model/{id}/converse-stream id=x"),
        ("GET", "/ui/about", "GET /ui/about"),
        ("GET", "/ui/a/b%20c/%C3%BC", "GET /ui/{path...} path=a/b c/ü"),
        ("GET", "/ui/", "GET /ui/{path...} path="),
        ("GET", "/ui//a", "GET /ui/{path...} path=/a"),
        ("GET", "/ui/about/", "GET /ui/{path...} path=about/"),
        ("PATCH", "/mcp", "PATCH /mcp"),
        ("HEAD", "/mcp", "HEAD /mcp"),
        ("OPTIONS", "/mcp", "OPTIONS /mcp"),
        // The literal `x` leads nowhere, so the way back is taken.
        ("GET", "/x/y/c", "GET /{a}/{b}/c a=x b=y"),
        ("GET", "/x/y/d", "GET /x/{b}/d b=y"),
        ("PUT", "/f/a.json", "PUT /f/{name}.json name=a"),
        ("PUT", "/f/a.tar.json", "PUT /f/{name}.tar.json name=a"),
        ("PUT", "/f/.tar.json", "PUT /f/{name}.json name=.tar"),
        ("PUT", "/f/.json", "PUT /f/{name} name=.json"),
        ("PUT", "/f/a/b", "PUT /f/{all...} all=a/b"),
        ("PUT", "/f//", "PUT /f/{all...} all=/"),
    ])
    func `Paths and their routes`(method: String, target: String, expected: String) async throws {
        let response = try await answer(try Self.router(Self.api).handler, HTTPMethod(method), target)
        #expect(try await response.text == expected)
    }

    @Test(arguments: [
        "/none", "/v1", "/v1/models/a/b", "/v1beta/models/:generateContent/x", "//", "/model//converse/", "/x//c",
        "/v1%2Fmodels", "/V1/models",
    ])
    func `Paths without a route`(target: String) async throws {
        #expect(try await answer(try Self.router(Self.api).handler, target).status == .notFound)
    }

    @Test(arguments: [
        "/%", "/%4", "/%zz", "/a%00b", "/..", "/.", "/v1/../v1/models", "/v1/./models", "/%2e%2e/x", "/.%2E", "/a\\b",
        "/ui/a%2F..%2Fb", "/ui/%2e%2e%2fetc/passwd", "/ui/..%2f", "/ui/%FF", "/v1/models/%c3", "v1", "",
    ])
    func `Paths that are refused`(target: String) async throws {
        #expect(try await answer(try Self.router(Self.api).handler, target).status == .badRequest)
    }

    @Test(arguments: ["/v1/models/...", "/v1/models/..a", "/v1/models/a%2F...", "/v1/models/%2E%2E%2E"])
    func `Other dots are names`(target: String) async throws {
        #expect(try await answer(try Self.router(Self.api).handler, target).status == .ok)
    }

    @Test(arguments: [
        ("PUT", "/v1/models", "GET, HEAD, POST, OPTIONS"),
        ("PATCH", "/v1/models/default", "GET, HEAD, DELETE, OPTIONS"),
        ("GET", "/model/x/converse", "POST, OPTIONS"),
        ("POST", "/f/a.json", "PUT, OPTIONS"),
    ])
    func `Another method`(method: String, target: String, allowed: String) async throws {
        let handler = try Self.router(Self.api).handler
        let refused = try await answer(handler, HTTPMethod(method), target)
        #expect(refused.status == .methodNotAllowed)
        #expect(refused.headers["Allow"] == allowed)
        let options = try await answer(handler, .options, target)
        #expect(options.status == .noContent)
        #expect(options.headers["Allow"] == allowed)
    }

    @Test func `Options of the whole server`() async throws {
        #expect(try await answer(try Self.router(Self.api).handler, .options, "*").status == .noContent)
    }

    @Test(
        arguments: [
            (HTTPRouterOptions.TrailingSlash.distinct, "/a/", 404, nil),
            (.distinct, "/b", 404, nil),
            (.ignored, "/a/", 200, nil),
            (.ignored, "/b", 200, nil),
            (.redirected, "/a/?x=1", 308, "/a?x=1"),
            (.redirected, "/b?x", 308, "/b/?x"),
            (.redirected, "/a%41/", 404, nil),
            (.redirected, "/p/a%2fb/", 308, "/p/a%2fb"),
            (.ignored, "/p/a%2fb/", 200, nil),
            (.redirected, "//evil.example/", 404, nil),
            (.redirected, "/", 200, nil),
            (.ignored, "/c/d/", 200, nil),
            (.ignored, "/c", 200, nil),
            (.ignored, "/a//", 404, nil),
        ] as [(HTTPRouterOptions.TrailingSlash, String, Int, String?)])
    func `Slashes at the end`(
        policy: HTTPRouterOptions.TrailingSlash, target: String, status: Int, location: String?
    ) async throws {
        let router = try Self.router(
            [(.get, "/"), (.get, "/a"), (.get, "/b/"), (.get, "/p/{x}"), (.get, "/c/{rest...}")],
            trailingSlash: policy)
        let response = try await answer(router.handler, target)
        #expect(response.status.code == status)
        #expect(response.headers["Location"] == location)
    }

    @Test(arguments: [
        ["/a", "/a"], ["/a/{x}", "/a/{y}"], ["/{x}:go", "/{y}:go"], ["/{a...}", "/{b...}"], ["/%61", "/a"],
    ])
    func `Two routes that nothing tells apart are refused`(patterns: [String]) async {
        let error = await expectError(.invalidUse) { try Self.router(patterns.map { (.get, $0) }) }
        for pattern in patterns { #expect(error?.message.contains("'\(pattern)'") == true) }
        await expectError(.invalidUse) { try Self.router(patterns.map { (nil, $0) }) }
    }

    @Test func `Routes that differ in method, suffix or slash live together`() throws {
        _ = try Self.router([
            (.get, "/a/{x}"), (.post, "/a/{y}"), (nil, "/a/{z}"), (.get, "/a/{x}:go"), (.get, "/a/{x}/"),
            (.get, "/a/b"),
            (.get, "/a/{x...}"),
        ])
    }

    @Test func `A router without routes finds none`() async throws {
        #expect(try await answer(try HTTPRouter { _ in }.handler, "/").status == .notFound)
    }

    @Test func `A long path costs no more than its bytes`() async throws {
        // Each of these branches at each level; a lookup that tried all ways anew would not end.
        let router = try HTTPRouter { routes in
            for bits in 0..<1024 {
                let segments = (0..<10).map { bits >> $0 & 1 == 1 ? "a" : "{p\($0)}" }
                routes.get("/" + segments.joined(separator: "/") + "/x") { _ in .text("") }
            }
        }
        let path = String(repeating: "/a", count: 10)
        #expect(try await answer(router.handler, path + "/x").status == .ok)
        #expect(try await answer(router.handler, path + "/y").status == .notFound)
        #expect(try await answer(router.handler, String(repeating: "/a", count: 8000)).status == .notFound)
        #expect(try await answer(router.handler, String(repeating: "/", count: 16_000)).status == .notFound)
    }
}
