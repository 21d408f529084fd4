internal import AgentMemory
internal import AgentNetwork
internal import AgentPrimitives
internal import Testing

@testable internal import AgentRouter

@Suite struct MemoryGatewayTests {
    private let path = "/v1/memory/notes/greeting"

    @Test func keepsADocumentAndGivesItBackAlike() async throws {
        try await GatewayFixture.run { (gateway) async throws in
            let put = try await gateway.ask(.put, path, #"{"object":{"text":"hello"},"tags":["t"]}"#)
            #expect(put.status == 201)
            #expect(try put.json["ok"] == true)
            let get = try await gateway.ask(.get, path)
            #expect(get.status == 200)
            #expect(try get.json["object"] == ["text": "hello"])
            #expect(try get.json["tags"] == ["t"])
            #expect(get.headers["ETag"] == put.headers["ETag"] && get.headers["ETag"] != nil)
            #expect(try await gateway.ask(.put, path, #"{"object":2}"#).status == 200)
            #expect(try await gateway.ask(.delete, path).status == 204)
            let gone = try await gateway.ask(.get, path)
            #expect(gone.status == 404 && gone.code == "not_found")
            #expect(try await gateway.ask(.delete, path).status == 404)
        }
    }

    @Test func keepsBytesAsTheyAre() async throws {
        try await GatewayFixture.run { (gateway) async throws in
            for (type, body) in [
                ("text/plain", "a\nb"), ("application/json", "{ \"a\" : 1 }"), ("image/png", "\u{0}\u{1}"),
            ] {
                #expect(try await gateway.ask(.put, path, body, [("Content-Type", type)]).status < 300)
                let get = try await gateway.ask(.get, path)
                #expect(get.text == body)
                #expect(get.headers["Content-Type"] == type)
                #expect(get.headers["X-Content-Type-Options"] == "nosniff")
            }
        }
    }

    @Test func answersTheConsistencyLevelBack() async throws {
        try await GatewayFixture.run { (gateway) async throws in
            _ = try await gateway.ask(.put, path, "1")
            for level in ["EVENTUAL", "STRONG", "RYW"] {
                let get = try await gateway.ask(.get, path, [("x-consistency-level", level)])
                #expect(get.status == 200 && get.headers["x-consistency-level"] == level)
            }
            for level in ["strong", "", "QUORUM"] {
                let get = try await gateway.ask(.get, path, [("x-consistency-level", level)])
                #expect(get.status == 400 && get.code == "invalid_consistency_level")
            }
        }
    }

    @Test func heedsConditions() async throws {
        try await GatewayFixture.run { (gateway) async throws in
            #expect(try await gateway.ask(.put, path, "1", [("If-Match", "*")]).status == 412)
            let first = try await gateway.ask(.put, path, "1", [("If-None-Match", "*")])
            let tag = try #require(first.headers["ETag"])
            #expect(try await gateway.ask(.put, path, "2", [("If-None-Match", "*")]).status == 412)
            #expect(try await gateway.ask(.get, path, [("If-None-Match", tag)]).status == 304)
            #expect(try await gateway.ask(.put, path, "2", [("If-Match", tag)]).status == 200)
            #expect(try await gateway.ask(.put, path, "3", [("If-Match", tag)]).status == 412)
            #expect(try await gateway.ask(.delete, path, [("If-Match", tag)]).status == 412)
            #expect(try await gateway.ask(.get, path, [("If-Match", tag)]).status == 412)
            #expect(try await gateway.ask(.get, path, [("If-None-Match", tag)]).status == 200)
        }
    }

    @Test func searchesListsAndCounts() async throws {
        try await GatewayFixture.run { (gateway) async throws in
            for (key, text) in [("a", "apple pie"), ("b", "plum cake"), ("c", "apple cake")] {
                _ = try await gateway.ask(.put, "/v1/memory/food/\(key)", #"{"value":"\#(text)"}"#)
            }
            let search = try await gateway.ask(
                .post, "/v1/memory/search", #"{"q":"apple pie","namespace":"food","limit":1}"#)
            #expect(search.status == 200)
            let results = try #require(try search.json["results"]?.arrayValue)
            #expect(results.count == 1 && results[0]["key"] == "a" && results[0]["value"] == "apple pie")
            let text = try await gateway.ask(.post, "/v1/memory/search", #"{"query":"apple","mode":"text"}"#)
            #expect(try text.json["results"]?.arrayValue?.count == 2)
            let page = try await gateway.ask(.get, "/v1/memory/food?limit=2")
            #expect(try page.json["entries"]?.arrayValue?.count == 2)
            #expect(try page.json["next_cursor"] == "b")
            let rest = try await gateway.ask(.get, "/v1/memory/food?limit=2&cursor=b")
            #expect(try rest.json["entries"]?.arrayValue?.count == 1)
            #expect(try rest.json["next_cursor"] == nil)
            let usage = try await gateway.ask(.get, "/v1/memory")
            #expect(try usage.json["items"] == 3)
        }
    }

    @Test(arguments: [
        "{}", "[]", "", #"{"q":""}"#, #"{"q":"  "}"#, #"{"q":1}"#, #"{"q":"x","limit":0}"#, #"{"q":"x","limit":101}"#,
        #"{"q":"x","mode":"magic"}"#, #"{"q":"x","namespace":"a/b"}"#, #"{"q":"x","tenant":"other"}"#,
        #"{"q":"x","tags":"a"}"#,
    ])
    func refusesBrokenSearches(_ document: String) async throws {
        try await GatewayFixture.run { (gateway) async throws in
            let answer = try await gateway.ask(.post, "/v1/memory/search", document)
            #expect(answer.status == 400 && answer.code != nil)
        }
    }

    @Test func exportsLinesAndErasesOnConfirmation() async throws {
        try await GatewayFixture.run { (gateway) async throws in
            _ = try await gateway.ask(.put, "/v1/memory/n/json", "{\n\"a\":\n\"b\"}")
            _ = try await gateway.ask(.put, "/v1/memory/n/doc", #"{"object":[1]}"#)
            _ = try await gateway.ask(.put, "/v1/memory/n/raw", "\u{0}x", [("Content-Type", "image/png")])
            let export = try await gateway.ask(.get, "/v1/memory/export")
            #expect(export.headers["Content-Type"] == "application/x-ndjson")
            let lines = try export.text.split(separator: "\n").map { try JSONValue(parsing: String($0)) }
            #expect(lines.map { $0["key"] } == ["doc", "json", "raw"])
            #expect(lines[0]["object"] == [1] && lines[1]["value"] == ["a": "b"] && lines[2]["base64"] == "AHg=")
            for (body, fields) in [("", []), ("", [("x-confirm-erase", "other")]), (#"{"confirm":"x"}"#, [])] {
                let refused = try await gateway.ask(.delete, "/v1/memory", body, fields)
                #expect(refused.status == 400 && refused.code == "confirmation_required")
            }
            let erased = try await gateway.ask(.delete, "/v1/memory", [("x-confirm-erase", "acme")])
            #expect(try erased.json["erased_items"] == 3)
            #expect(try await gateway.ask(.get, "/v1/memory/n/json").status == 404)
            let audit = try await gateway.ask(.get, "/v1/memory/audit?verify=true")
            #expect(try audit.json["integrity"]?["valid"] == true)
            let actions = try audit.json["entries"]?.arrayValue?.compactMap { $0["action"]?.stringValue }
            #expect(actions == ["put", "put", "put", "export", "erase"])
            #expect(!audit.text.contains("json"))
        }
    }

    @Test func boundsContent() async throws {
        try await GatewayFixture.run { (gateway) async throws in
            let size = 1 << 20
            let fields = [("Content-Type", "text/plain")]
            let most = String(repeating: "x", count: size)
            #expect(try await gateway.ask(.put, path, most, fields).status == 201)
            #expect(try await gateway.ask(.put, path, most + "x", fields).status == 413)
            let announced = try await gateway.ask(.put, path, "", fields + [("Content-Length", "\(size + 1)")])
            #expect(announced.status == 413 && announced.code == "too_large")
            #expect(try await gateway.ask(.get, path).bytes.count == size)
        }
    }

    @Test func tellsOfFullQuotas() async throws {
        var limits = TenantLimits()
        limits.namespaceItems = 1
        try await GatewayFixture.run(limits: limits) { (gateway) async throws in
            _ = try await gateway.ask(.put, "/v1/memory/n/a", "1")
            let refused = try await gateway.ask(.put, "/v1/memory/n/b", "1")
            #expect(refused.status == 507 && refused.code == "quota_exceeded")
        }
    }

    @Test func limitsRatesOfEachTenantByItself() async throws {
        try await GatewayFixture.run(burst: 5) { (gateway) async throws in
            for _ in 0..<5 { #expect(try await gateway.ask(.get, path).status == 404) }
            let refused = try await gateway.ask(.get, path)
            #expect(refused.status == 429 && refused.code == "rate_limited")
            #expect(refused.headers["Retry-After"].flatMap { Int($0) } ?? 0 > 1)
            #expect(try await gateway.ask(.get, path, tenant: "other").status == 404)
        }
    }
}
