internal import AgentMemory
internal import AgentNetwork
internal import AgentPrimitives
internal import Testing

@testable internal import AgentRouter

@Suite struct MemoryGatewayAttackTests {
    private let path = "/v1/memory/notes/secret"

    @Test(arguments: [nil, "", "a/b", "a b", "..", "acme\u{0}", "acme'--", String(repeating: "a", count: 51), "ACME "])
    func needsATenant(_ tenant: String?) async throws {
        try await GatewayFixture.run { (gateway) async throws in
            for (method, target) in [
                (HTTPMethod.get, path), (.put, path), (.delete, path), (.get, "/v1/memory/notes"), (.get, "/v1/memory"),
                (.delete, "/v1/memory"), (.post, "/v1/memory/search"), (.get, "/v1/memory/export"),
                (.get, "/v1/memory/audit"),
            ] {
                let answer = try await gateway.ask(method, target, "1", tenant: tenant)
                #expect(answer.status == 400, "\(method) \(target)")
                #expect(answer.code == "missing_tenant" || answer.code == "invalid_tenant")
            }
        }
    }

    /// Of two fields, a proxy could check the first and the gateway take the second.
    @Test func refusesTwoTenants() async throws {
        try await GatewayFixture.run { (gateway) async throws in
            let answer = try await gateway.ask(.get, path, tenant: "acme", [("X-Tenant-ID", "victim")])
            #expect(answer.status == 400 && answer.code == "duplicate_field")
            #expect(try await gateway.ask(.get, path, tenant: "acme,victim").status == 400)
            #expect(try await gateway.ask(.get, path + "?x-tenant-id=victim", tenant: nil).status == 400)
        }
    }

    @Test(arguments: [
        "/v1/memory/notes/..%2Fsecret", "/v1/memory/notes/%2e%2e", "/v1/memory/../secret",
        "/v1/memory/notes/%2E%2E/secret",
        "/v1/memory/notes/a%2Fb", "/v1/memory/notes/a%252Fb", "/v1/memory/notes/a%00", "/v1/memory/notes/a%5Cb",
        "/v1/memory/notes/a\\b", "/v1/memory/no%20tes/k", "/v1/memory/notes/%FF", "/v1/memory/notes/%zz",
        "/v1/memory/n.s/k", "/v1/memory//k", "/v1/memory/audit/k", "/v1/memory/export/k",
        "/v1/memory/\(String(repeating: "n", count: 101))/k", "/v1/memory/notes/\(String(repeating: "k", count: 201))",
        "/v1/memory/notes/k'%3B--", "/v1/memory/notes/k%0D%0Ax-tenant-id:victim",
    ])
    func refusesTricksWithPaths(_ target: String) async throws {
        try await GatewayFixture.run { (gateway) async throws in
            for method in [HTTPMethod.get, .put, .delete] {
                let answer = try await gateway.ask(method, target, "1")
                #expect(answer.status == 400 || answer.status == 404, "\(method) \(target): \(answer.status)")
                if method == .put { #expect(answer.status == 400 || answer.code == "not_found") }
            }
            #expect(try await gateway.ask(.get, "/v1/memory").json["items"] == 0)
        }
    }

    /// Encoding counts once: `%2D` is a hyphen, and `%252D` is none.
    @Test func decodesOnce() async throws {
        try await GatewayFixture.run { (gateway) async throws in
            #expect(try await gateway.ask(.put, "/v1/memory/n%2Ds/k%2E1", "1").status == 201)
            #expect(try await gateway.ask(.get, "/v1/memory/n-s/k.1").status == 200)
            #expect(try await gateway.ask(.put, "/v1/memory/n%252Ds/k", "1").status == 400)
        }
    }

    @Test func keepsTenantsApart() async throws {
        try await GatewayFixture.run { (gateway) async throws in
            _ = try await gateway.ask(.put, path, #"{"object":"quetzalcoatl"}"#, tenant: "victim")
            let there = try await gateway.ask(.get, path, tenant: "acme")
            let nowhere = try await gateway.ask(.get, "/v1/memory/notes/nosuch", tenant: "acme")
            // The answer for a name that another has is the answer for a name that nobody has.
            #expect(there.status == 404 && there.bytes == nowhere.bytes && there.headers == nowhere.headers)
            for (method, target, body) in [
                (HTTPMethod.post, "/v1/memory/search", #"{"q":"quetzalcoatl"}"#), (.get, "/v1/memory/notes", ""),
                (.get, "/v1/memory/export", ""), (.get, "/v1/memory/audit?verify=true", ""), (.get, "/v1/memory", ""),
            ] {
                let answer = try await gateway.ask(method, target, body, tenant: "acme")
                #expect(answer.status == 200 && !answer.text.contains("quetzal") && !answer.text.contains("secret"))
            }
            #expect(try await gateway.ask(.put, path, "1", tenant: "acme").status == 201)
            #expect(
                try await gateway.ask(.delete, "/v1/memory", tenant: "acme", [("x-confirm-erase", "acme")]).status
                    == 200)
            #expect(try await gateway.ask(.get, path, tenant: "victim").json["object"] == "quetzalcoatl")
        }
    }

    private var keys: [GatewayKey] {
        get throws {
            let a = try #require(TenantID("a"))
            return [
                GatewayKey(name: "one", key: Secret("key-of-a"), tenants: .only([a])),
                GatewayKey(name: "operator", key: Secret("key-of-all"), tenants: .all),
            ]
        }
    }

    @Test func bindsKeysToTenants() async throws {
        try await GatewayFixture.run(keys: try keys) { (gateway) async throws in
            let mine = [("Authorization", "Bearer key-of-a")]
            #expect(try await gateway.ask(.put, path, "1", tenant: "a", mine).status == 201)
            #expect(try await gateway.ask(.get, path, tenant: "a", [("x-api-key", "key-of-a")]).status == 200)
            _ = try await gateway.ask(.put, path, "1", tenant: "b", [("x-api-key", "key-of-all")])
            let exists = try await gateway.ask(.get, path, tenant: "b", mine)
            let doesNot = try await gateway.ask(.get, path, tenant: "nosuch", mine)
            #expect(exists.status == 403 && doesNot.status == 403)
            #expect(exists.bytes == doesNot.bytes && exists.headers == doesNot.headers)
            for fields in [
                [], [("Authorization", "Bearer wrong")], [("Authorization", "Basic a2V5LW9mLWE=")], [("x-api-key", "")],
            ] {
                let stranger = try await gateway.ask(.get, path, tenant: "a", fields)
                #expect(stranger.status == 401 && stranger.code == "unauthorized")
                #expect(stranger.headers["WWW-Authenticate"] != nil)
            }
            // A stranger is told of the key first, so that not even the rules for names can be tried out.
            #expect(try await gateway.ask(.get, path, tenant: "a/b").status == 401)
        }
    }

    /// Whoever has no key of a tenant cannot use up its rate.
    @Test func strangersCannotUseUpARate() async throws {
        try await GatewayFixture.run(keys: try keys, burst: 3) { (gateway) async throws in
            for _ in 0..<20 {
                _ = try await gateway.ask(.get, path, tenant: "b", [("x-api-key", "key-of-a")])
                _ = try await gateway.ask(.get, path, tenant: "b", [("x-api-key", "wrong")])
            }
            #expect(try await gateway.ask(.get, path, tenant: "b", [("x-api-key", "key-of-all")]).status == 404)
        }
    }

    @Test func metricsNameNoTenantAndAskForTheOperator() async throws {
        try await GatewayFixture.run(keys: try keys) { (gateway) async throws in
            _ = try await gateway.ask(.get, path, tenant: "a", [("x-api-key", "key-of-a")])
            #expect(try await gateway.ask(.get, "/metrics", tenant: nil).status == 401)
            #expect(try await gateway.ask(.get, "/metrics", tenant: nil, [("x-api-key", "key-of-a")]).status == 401)
            let metrics = try await gateway.ask(.get, "/metrics", tenant: nil, [("x-api-key", "key-of-all")])
            #expect(metrics.status == 200 && !metrics.text.contains("notes") && !metrics.text.contains("\"a\""))
            #expect(
                metrics.text.contains(
                    #"gateway_requests_total{method="GET",route="/v1/memory/{namespace}/{key}",status="404"} 1"#))
        }
    }

    @Test func refusesOtherHostsWhereNoKeyIsAskedFor() async throws {
        try await GatewayFixture.run(hosts: ["localhost", "127.0.0.1"]) { (gateway) async throws in
            let answer = try await gateway.ask(.get, path, authority: "evil.example:7443")
            #expect(answer.status == 421 && answer.code == "misdirected_request")
            #expect(try await gateway.ask(.get, path, authority: "127.0.0.1:7443").status == 404)
        }
    }
}
