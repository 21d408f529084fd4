internal import AgentMemory
internal import AgentPrimitives
internal import Testing

@Suite struct TenantSearchTests {
    @Test func findsWordsOfEveryKindOfValue() async throws {
        try await withTemporaryFolder { folder in
            try await TenantStore.withStore(at: folder + "/g.sqlite") { store in
                let memory = try store.memory("acme")
                let namespace = try memory.name("n")
                let values = [
                    "json": TenantValue(Array(#"{"colour":"vermilion","list":[17,"kiwi"]}"#.utf8)),
                    "text": TenantValue(Array("Ünïcode straße".utf8), contentType: "text/plain; charset=utf-8"),
                    "bytes": TenantValue(Array("hidden".utf8), contentType: "application/octet-stream"),
                ]
                for (key, value) in values {
                    _ = try await memory.put(namespace, try memory.key(key), TenantWrite(value, tags: ["label-\(key)"]))
                }
                for (query, key) in [
                    ("Vermilion!", "json"), ("colour", "json"), ("17", "json"), ("KIWI", "json"), ("ÜNÏCODE", "text"),
                    ("straße", "text"), ("bytes", "bytes"), ("label bytes", "bytes"),
                ] {
                    #expect(try await memory.keys(query, mode: .text).first == key, "\(query)")
                }
                #expect(try await memory.keys("hidden", mode: .text).isEmpty)
                for query in ["", "!!!", "\" OR 1=1 --", "nosuchword"] {
                    #expect(try await memory.keys(query, mode: .text).isEmpty)
                }
            }
        }
    }

    @Test func ranksRareWordsAndShortTextsFirst() async throws {
        try await withTemporaryFolder { folder in
            try await TenantStore.withStore(at: folder + "/g.sqlite") { store in
                let memory = try store.memory("acme")
                for number in 0..<10 { try await memory.put("the common word number", at: "common\(number)") }
                try await memory.put("the common rare", at: "rare")
                try await memory.put(String(repeating: "filler text ", count: 50) + "rare", at: "long")
                #expect(try await memory.keys("common rare", mode: .text).prefix(1) == ["rare"])
                #expect(try await memory.keys("rare", mode: .text) == ["rare", "long"])
            }
        }
    }

    @Test func findsMisspeltWordsByVector() async throws {
        try await withTemporaryFolder { folder in
            try await TenantStore.withStore(at: folder + "/g.sqlite") { store in
                let memory = try store.memory("acme")
                try await memory.put("deployment checklist for production", at: "deploy")
                try await memory.put("recipe for plum cake", at: "cake")
                #expect(try await memory.keys("deployments in producton", mode: .text).isEmpty)
                #expect(try await memory.keys("deployments in producton", mode: .vector).first == "deploy")
                #expect(try await memory.keys("deployments in producton").first == "deploy")
            }
        }
    }

    @Test func filtersByNamespaceAndTags() async throws {
        try await withTemporaryFolder { folder in
            try await TenantStore.withStore(at: folder + "/g.sqlite") { store in
                let memory = try store.memory("acme")
                for (namespace, tags) in [("a", Set(["x"])), ("b", ["x", "y"]), ("c", [])] {
                    try await memory.put("wanted", at: "k", in: namespace, tags: tags)
                }
                func found(_ query: TenantQuery) async throws -> [String] {
                    try await memory.search(query).map(\.summary.namespace.rawValue).sorted()
                }
                #expect(try await found(TenantQuery("wanted")) == ["a", "b", "c"])
                #expect(try await found(TenantQuery("wanted", namespace: try memory.name("b"))) == ["b"])
                #expect(try await found(TenantQuery("wanted", tags: ["x"])) == ["a", "b"])
                #expect(try await found(TenantQuery("wanted", tags: ["x", "y"])) == ["b"])
                #expect(try await found(TenantQuery("wanted", limit: 2)).count == 2)
                #expect(try await found(TenantQuery("wanted", limit: 0)).isEmpty)
            }
        }
    }

    /// What a replaced or deleted value said is not found any more, and weighs nothing.
    @Test func forgetsReplacedText() async throws {
        try await withTemporaryFolder { folder in
            try await TenantStore.withStore(at: folder + "/g.sqlite") { store in
                let (memory, fresh) = (try store.memory("acme"), try store.memory("fresh"))
                for text in ["alpha beta", "gamma alpha alpha", "delta"] { try await memory.put(text, at: "k") }
                try await memory.put("alpha", at: "gone")
                _ = try await memory.delete(try memory.name("notes"), try memory.key("gone"))
                try await fresh.put("delta", at: "k")
                #expect(try await memory.keys("alpha beta gamma", mode: .text).isEmpty)
                let old = try await memory.search(TenantQuery("delta")).map(\.score)
                let new = try await fresh.search(TenantQuery("delta")).map(\.score)
                #expect(old == new && old.count == 1)
            }
        }
    }

    @Test func leavesLargeValuesOutOfTheAnswer() async throws {
        try await withTemporaryFolder { folder in
            var limits = TenantLimits()
            limits.resultBytes = 1000
            try await TenantStore.withStore(at: folder + "/g.sqlite", limits: limits) { store in
                let memory = try store.memory("acme")
                for number in 0..<3 {
                    try await memory.put("word " + String(repeating: "x", count: 600), at: "k\(number)")
                }
                let matches = try await memory.search(TenantQuery("word"))
                #expect(matches.map { $0.value != nil } == [true, false, false])
                var cursor: TenantExportCursor?
                var pages = 0
                repeat {
                    let page = try await memory.export(after: cursor)
                    cursor = page.next
                    pages += 1
                } while cursor != nil
                #expect(pages == 2)
            }
        }
    }
}
