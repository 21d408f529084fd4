internal import AgentMemory
internal import Testing

@Suite struct TenantNameTests {
    @Test(arguments: ["a", "A-z_09", String(repeating: "t", count: 50)])
    func takesTenants(_ name: String) {
        #expect(TenantID(name)?.rawValue == name)
    }

    @Test(arguments: ["", "a.b", "a/b", "a b", "ä", "a\u{0}", "a'", String(repeating: "t", count: 51), "a\n", "ａ"])
    func refusesTenants(_ name: String) {
        #expect(TenantID(name) == nil)
        #expect(TenantNamespace(name) == nil || name.utf8.count == 51)
    }

    @Test func boundsNamespacesAndKeys() {
        #expect(TenantNamespace(String(repeating: "n", count: 100)) != nil)
        #expect(TenantNamespace(String(repeating: "n", count: 101)) == nil)
        #expect(TenantKey(String(repeating: "k", count: 200)) != nil)
        #expect(TenantKey(String(repeating: "k", count: 201)) == nil)
    }

    @Test(arguments: [".", "..", "", "a/b", "a%2Fb", "a b", "é"])
    func refusesKeys(_ key: String) {
        #expect(TenantKey(key) == nil)
    }

    @Test(arguments: ["...", ".a", "a..", "v1.2.3_final-x"])
    func takesKeysWithDots(_ key: String) {
        #expect(TenantKey(key) != nil)
    }
}
