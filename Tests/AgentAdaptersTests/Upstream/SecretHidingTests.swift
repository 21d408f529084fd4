import AgentPrimitives
import Testing

@testable import AgentAdapters

@Suite("A key in an error")
struct SecretHidingTests {
    private func hidden(_ message: String, _ key: String = "SECRETKEY123") -> String {
        ModelError(.authentication, message).hiding(Secret(key)).message
    }

    @Test("is blotted out, also where the text was cut within it")
    func cuts() {
        #expect(hidden("key SECRETKEY123 is bad") == "key <secret> is bad")
        #expect(hidden("key SECRETKEY…") == "key <secret>…")
        #expect(hidden("key SEC…") == "key <secret>…")
        #expect(hidden("Some SECRETS stay") == "Some SECRETS stay")
    }

    @Test("that is a placeholder takes nothing out of the text")
    func placeholders() {
        #expect(hidden("the key was refused", "e") == "the key was refused")
    }

    @Test("of several parts is hidden part by part")
    func parts() {
        #expect(hidden("id AKIDEXAMPLE1 and SECRETKEY123", "AKIDEXAMPLE1:SECRETKEY123") == "id <secret> and <secret>")
    }
}
