import AgentConfig
import AgentPrimitives
import Testing

@Suite struct SecretReferenceTests {
    @Test(arguments: ["", "env:", "env:A=B"])
    func refuses(text: String) {
        #expect(SecretReference(text) == nil)
    }

    @Test func readsNamesAndLiterals() {
        #expect(SecretReference("env:KEY") == .named("KEY"))
        #expect(SecretReference("sk-1") == .literal(Secret("sk-1")))
        #expect(SecretReference("env:KEY")?.description == "env:KEY")
        #expect(SecretReference("sk-1")?.description == "<secret>")
    }

    @Test func resolvesThroughTheEnvironment() async throws {
        let source = EnvironmentSecretSource(environment: ["KEY": "value", "EMPTY": ""])
        #expect(try await SecretReference.named("KEY").resolve(with: source)?.reveal() == "value")
        #expect(try await SecretReference.named("EMPTY").resolve(with: source) == nil)
        #expect(try await SecretReference.named("OTHER").resolve(with: source) == nil)
        #expect(try await SecretReference.literal(Secret("own")).resolve(with: source)?.reveal() == "own")
    }

    @Test func aSourceShowsNothing() {
        var dumped = ""
        dump(EnvironmentSecretSource(environment: ["KEY": "value-1"]), to: &dumped)
        #expect(!dumped.contains("value-1"))
    }
}
