import AgentPrimitives
import Testing

@Suite("Secret")
struct SecretTests {
    @Test("no way of printing shows the text")
    func hidden() {
        let secret = Secret("hunter2")
        var dumped = ""
        dump([secret], to: &dumped)
        let texts = [
            "\(secret)", String(reflecting: secret), String(describing: [secret]), "\(Optional(secret) as Any)", dumped,
        ]
        for text in texts { #expect(!text.contains("hunter2")) }
        #expect(secret.reveal() == "hunter2")
    }
}
