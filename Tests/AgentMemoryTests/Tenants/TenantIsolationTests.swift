internal import AgentMemory
internal import AgentPrimitives
internal import Foundation
internal import Testing

/// What one tenant tries in order to read, overwrite, count or guess what another keeps.
@Suite struct TenantIsolationTests {
    @Test func cannotReadListSearchOrExportOthers() async throws {
        try await withTemporaryFolder { folder in
            try await TenantStore.withStore(at: folder + "/g.sqlite") { store in
                let (victim, thief) = (try store.memory("victim"), try store.memory("thief"))
                try await victim.put("the launch code is quetzalcoatl", at: "secret", tags: ["private"])
                for thief in [thief, try store.memory("Victim"), try store.memory("victim_"), try store.memory("v")] {
                    #expect(try await thief.text(at: "secret") == nil)
                    #expect(try await thief.list(try thief.name("notes")).elements.isEmpty)
                    for mode in TenantSearchMode.allCases {
                        #expect(try await thief.keys("the launch code is quetzalcoatl", mode: mode).isEmpty)
                    }
                    #expect(try await thief.search(TenantQuery("quetzalcoatl", tags: ["private"])).isEmpty)
                    #expect(try await thief.export().elements.isEmpty)
                    #expect(try await thief.audit().isEmpty)
                    #expect(try await thief.usage().namespaces.isEmpty)
                    #expect(try await thief.delete(try thief.name("notes"), try thief.key("secret")) == .missing)
                    #expect(try await thief.erase() == 0)
                }
                #expect(try await victim.text(at: "secret") == "the launch code is quetzalcoatl")
            }
        }
    }

    @Test func cannotOverwriteOrEvictOthers() async throws {
        try await withTemporaryFolder { folder in
            var limits = TenantLimits()
            limits.tenantItems = 5
            limits.whenFull = .evictOldest
            try await TenantStore.withStore(at: folder + "/g.sqlite", limits: limits) { store in
                let (victim, thief) = (try store.memory("victim"), try store.memory("thief"))
                for number in 0..<5 { try await victim.put("mine \(number)", at: "k\(number)") }
                for number in 0..<50 { try await thief.put("yours", at: "k\(number)") }
                _ = try await thief.erase()
                for number in 0..<5 { #expect(try await victim.text(at: "k\(number)") == "mine \(number)") }
                #expect(try await victim.search(TenantQuery("mine")).count == 5)
                #expect(try await victim.verifyAudit().isValid)
            }
        }
    }

    /// All that a tenant is told is the same to the last bit, whatever others keep.
    @Test func learnsNothingFromScoresVersionsAndPlaces() async throws {
        func observe(_ memory: TenantMemory) async throws -> [String] {
            var seen: [String] = []
            for text in ["apple pie", "apple tart with cream", "plum pie", "quince"] {
                let version = try await memory.put(text, at: String(text.prefix(6).filter { $0 != " " }))
                seen.append("version \(version)")
            }
            for query in ["apple", "pie", "apple pie cream", "quince", "zebra"] {
                for mode in TenantSearchMode.allCases {
                    let matches = try await memory.search(TenantQuery(query, mode: mode))
                    seen.append("\(query) \(mode) \(matches.map { "\($0.summary.key) \($0.score.bitPattern)" })")
                }
            }
            seen.append("\(try await memory.usage())")
            seen.append("\(try await memory.audit().map { "\($0.sequence) \($0.action) \($0.bytes)" })")
            seen.append("\(try await memory.list(try memory.name("notes")).elements.map(\.version))")
            return seen
        }
        try await withTemporaryFolder { folder in
            let clock = SteppedClock()
            let alone = try await TenantStore.withStore(at: folder + "/alone.sqlite", time: clock) { store in
                try await observe(try store.memory("acme"))
            }
            let among = try await TenantStore.withStore(at: folder + "/among.sqlite", time: clock) { store in
                for name in ["aaa", "acme2", "zzz"] {
                    let other = try store.memory(name)
                    for number in 0..<40 {
                        try await other.put("apple apple pie quince \(number)", at: "k\(number)")
                        if number.isMultiple(of: 3) {
                            _ = try await other.delete(try other.name("notes"), try other.key("k\(number)"))
                        }
                    }
                }
                return try await observe(try store.memory("acme"))
            }
            #expect(alone == among)
        }
    }

    /// Equal names under different tenants must not show up as equal digests: one could be looked up in the other's chain.
    @Test func digestsDifferBetweenTenants() async throws {
        try await withTemporaryFolder { folder in
            try await TenantStore.withStore(at: folder + "/g.sqlite") { store in
                var digests: Set<SHA256Digest> = []
                for name in ["a", "b"] {
                    let memory = try store.memory(name)
                    try await memory.put("x", at: "same")
                    digests.formUnion(try await memory.audit().compactMap(\.keyDigest))
                }
                #expect(digests.count == 2)
            }
        }
    }

    @Test func everyStatementOnTenantsRowsBindsTheTenant() throws {
        let sources = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
            .deletingLastPathComponent().deletingLastPathComponent().appending(path: "Sources/AgentMemory/Tenants")
        let files = try #require(FileManager.default.enumerator(at: sources, includingPropertiesForKeys: nil))
        var statements = 0
        for case let file as URL in files where file.lastPathComponent.hasPrefix("TenantScope+") {
            let text = try String(contentsOf: file, encoding: .utf8)
            for keyword in ["SELECT ", "DELETE FROM ", "UPDATE audit"] {
                for piece in text.components(separatedBy: "\"" + keyword).dropFirst()
                    + text.components(separatedBy: "\n            " + keyword).dropFirst()
                {
                    let statement = piece.components(separatedBy: "\"\"\"")[0].prefix(500)
                    #expect(statement.contains("tenant = ?1"), "\(file.lastPathComponent): \(keyword)\(statement)")
                    statements += 1
                }
            }
        }
        #expect(statements > 15)
    }
}
