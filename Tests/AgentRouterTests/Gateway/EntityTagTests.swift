internal import AgentMemory
internal import AgentNetwork
internal import Testing

@testable internal import AgentRouter

@Suite struct EntityTagTests {
    @Test(arguments: [
        ("*", TenantPrecondition.Match.any),
        ("\"17\"", .versions([17])),
        ("\"1\", \"2\" ,\t\"3\"", .versions([1, 2, 3])),
        ("\"other\"", .versions([])),
        ("W/\"5\"", .versions([])),
    ])
    func readsIfMatch(_ text: String, _ match: TenantPrecondition.Match) throws {
        #expect(try EntityTag.precondition(["If-Match": text]) == TenantPrecondition(ifMatch: match))
    }

    @Test func comparesIfNoneMatchWeakly() throws {
        #expect(
            try EntityTag.precondition(["If-None-Match": "W/\"5\""])
                == TenantPrecondition(ifNoneMatch: .versions([5])))
    }

    @Test(arguments: ["17", "\"17", "\"", "*, \"1\"", "W/5"])
    func refusesOthers(_ text: String) {
        #expect(throws: GatewayRefusal.self) { try EntityTag.precondition(["If-Match": text]) }
    }
}
