import Testing

@testable internal import AgentNetwork

struct PEMTextTests {
    private func summary(_ text: String) -> String { PEMText(Array(text.utf8)).summary }

    @Test func `Blocks are named in their order`() {
        #expect(summary("") == "nothing")
        #expect(summary("BEGIN CERTIFICATE") == "no PEM block")
        #expect(summary("-----BEGIN CERTIFICATE-----\r\nx\r\n-----END CERTIFICATE-----") == "CERTIFICATE")
        #expect(summary("a\n-----BEGIN B-----\n-----BEGIN C D-----\n") == "B, C D")
        #expect(summary(String(repeating: "-----BEGIN X-----\n", count: 1000)).count < 100)
        #expect(summary("-----BEGIN " + String(repeating: "y", count: 100_000)).count == 64)
    }

    @Test func `Both ways of encryption are seen`() {
        #expect(PEMText(Array("-----BEGIN ENCRYPTED PRIVATE KEY-----".utf8)).hasEncryptedBlock)
        #expect(PEMText(Array("-----BEGIN EC PRIVATE KEY-----\nProc-Type: 4,ENCRYPTED\n".utf8)).hasEncryptedBlock)
        #expect(!PEMText(Array("-----BEGIN PRIVATE KEY-----".utf8)).hasEncryptedBlock)
    }
}
