import AgentPrimitives
import Testing

@Suite("Capability")
struct CapabilityTests {
    @Test(
        "names outside the rule are refused",
        arguments: ["", "Fs.read", "fs read", "fs/read", String(repeating: "a", count: 65)])
    func refused(name: String) {
        #expect(Capability(rawValue: name) == nil)
    }

    @Test("what is needed and not granted is named in order")
    func missing() {
        let needed: CapabilitySet = ["net", "fs.write", "fs.read"]
        #expect(needed.missing(from: ["fs.read"]) == ["fs.write", "net"])
        #expect(needed.missing(from: needed).isEmpty)
    }
}
