internal import AgentMemory
internal import AgentPrimitives
internal import Testing

@Suite struct TenantQuotaTests {
    private func limits(_ change: (inout TenantLimits) -> Void) -> TenantLimits {
        var limits = TenantLimits()
        change(&limits)
        return limits
    }

    private let one = TenantWrite(TenantValue(Array("1".utf8)))

    @Test func refusesByDefaultAndLosesNothing() async throws {
        try await withTemporaryFolder { folder in
            let limits = limits { $0.namespaceItems = 3 }
            try await TenantStore.withStore(at: folder + "/g.sqlite", limits: limits) { store in
                let memory = try store.memory("acme")
                for number in 0..<3 { try await memory.put("x", at: "k\(number)") }
                let outcome = try await memory.put(try memory.name("notes"), try memory.key("k3"), one)
                #expect(outcome == .overQuota(.namespaceItems(limit: 3)))
                for number in 0..<3 { #expect(try await memory.text(at: "k\(number)") == "x") }
                // Replacing takes no further room, and other namespaces and tenants have their own.
                try await memory.put("y", at: "k0")
                try await memory.put("y", at: "k0", in: "elsewhere")
                try await store.memory("other").put("y", at: "k0")
            }
        }
    }

    @Test func removesExpiredEntriesFirst() async throws {
        try await withTemporaryFolder { folder in
            let clock = SteppedClock()
            let limits = limits {
                $0.namespaceItems = 20
                $0.whenFull = .evictOldest
            }
            try await TenantStore.withStore(at: folder + "/g.sqlite", limits: limits, time: clock) { store in
                let memory = try store.memory("acme")
                try await memory.put("oldest", at: "keep")
                for number in 0..<19 { try await memory.put("x", at: "k\(number)", timeToLive: 5) }
                clock.advance(seconds: 5)
                for number in 0..<19 { try await memory.put("y", at: "n\(number)") }
                #expect(try await memory.text(at: "keep") == "oldest")
                try await memory.put("y", at: "n19")
                #expect(try await memory.text(at: "keep") == nil)
                #expect(try await memory.usage().items == 20)
                #expect(try await memory.audit(limit: 1000).filter { $0.action == .evict }.count == 1)
            }
        }
    }

    @Test func countsBytes() async throws {
        try await withTemporaryFolder { folder in
            let limits = limits {
                $0.namespaceBytes = 3000
                $0.tenantBytes = 5000
            }
            try await TenantStore.withStore(at: folder + "/g.sqlite", limits: limits) { store in
                let memory = try store.memory("acme")
                let text = String(repeating: "x", count: 2000)
                try await memory.put(text, at: "a", in: "one")
                let write = TenantWrite(TenantValue(JSONValue.string(text).serialized()))
                let key = try memory.key("b")
                #expect(
                    try await memory.put(try memory.name("one"), key, write)
                        == .overQuota(.namespaceBytes(limit: 3000)))
                try await memory.put(text, at: "a", in: "two")
                #expect(
                    try await memory.put(try memory.name("three"), key, write) == .overQuota(.tenantBytes(limit: 5000)))
                // Deleting gives the room back to the byte.
                #expect(try await memory.delete(try memory.name("one"), try memory.key("a")) == .deleted)
                try await memory.put(text, at: "b", in: "three")
            }
        }
    }

    @Test func evictsTheOldestOfTheTenant() async throws {
        try await withTemporaryFolder { folder in
            let limits = limits {
                $0.tenantItems = 3
                $0.whenFull = .evictOldest
            }
            try await TenantStore.withStore(at: folder + "/g.sqlite", limits: limits) { store in
                let memory = try store.memory("acme")
                for name in ["one", "two", "three", "four"] { try await memory.put(name, at: "k", in: name) }
                #expect(try await memory.usage().namespaces.map(\.name.rawValue) == ["four", "three", "two"])
                // One that could never fit evicts nobody.
                var small = limits
                small.tenantBytes = 100
                try await TenantStore.withStore(at: store.path, limits: small) { store in
                    let memory = try store.memory("acme")
                    let large = TenantWrite(TenantValue([UInt8](repeating: 1, count: 500), contentType: "image/png"))
                    #expect(
                        try await memory.put(try memory.name("n"), try memory.key("k"), large)
                            == .overQuota(.tenantBytes(limit: 100)))
                    #expect(try await memory.usage().items == 3)
                }
            }
        }
    }

    @Test func limitsTheNumberOfTenants() async throws {
        try await withTemporaryFolder { folder in
            let limits = limits { $0.tenants = 2 }
            try await TenantStore.withStore(at: folder + "/g.sqlite", limits: limits) { store in
                for name in ["a", "b"] { try await store.memory(name).put("x", at: "k") }
                let third = try store.memory("c")
                #expect(try await third.put(try third.name("n"), try third.key("k"), one) == .overQuota(.tenants))
                try await store.memory("a").put("x", at: "k2")
            }
        }
    }
}
