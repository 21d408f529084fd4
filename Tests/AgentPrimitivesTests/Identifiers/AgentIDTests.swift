import AgentPrimitives
import Testing

@Suite("AgentID")
struct AgentIDTests {
    @Test("text and bytes round trip")
    func roundTrip() throws {
        let text = "6ba7b810-9dad-41d1-80b4-00c04fd430c8"
        let id = try #require(AgentID(text))
        #expect(id.description == text)
        #expect(id.bytes.count == 16)
        #expect(AgentID(bytes: id.bytes) == id)
        #expect(AgentID(text.uppercased()) == id)
    }

    @Test("random bits become a version 4 UUID")
    func version() {
        let id = AgentID(randomBits: .max, .max)
        #expect(id.description == "ffffffff-ffff-4fff-bfff-ffffffffffff")
    }

    @Test(
        "other texts are refused",
        arguments: [
            "", "6ba7b8109dad41d180b400c04fd430c8", "6ba7b810-9dad-41d1-80b4-00c04fd430cg",
            "6ba7b810-9dad-41d1-80b4-00c04fd430c", "6ba7b81-09dad-41d1-80b4-00c04fd430c8",
        ])
    func refused(text: String) {
        #expect(AgentID(text) == nil)
    }

    @Test("a seeded source gives the same identifiers again")
    func seeded() {
        let first = RandomIDSource(random: SeededRandomSource(seed: 1))
        let second = RandomIDSource(random: SeededRandomSource(seed: 1))
        #expect(first.sessionID() == second.sessionID())
        #expect(first.sessionID() != first.sessionID())
        #expect(first.sessionID().rawValue.wholeMatch(of: /ses_[0-9a-z]{12}/) != nil)
    }
}
