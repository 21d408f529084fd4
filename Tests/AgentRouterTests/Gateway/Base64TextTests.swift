internal import Testing

@testable internal import AgentRouter

@Suite struct Base64TextTests {
    /// The vectors of RFC 4648 section 10, and bytes with the top bit.
    @Test(arguments: [
        ("", ""), ("f", "Zg=="), ("fo", "Zm8="), ("foo", "Zm9v"), ("foob", "Zm9vYg=="), ("fooba", "Zm9vYmE="),
        ("foobar", "Zm9vYmFy"), ("é", "w6k="),
    ])
    func encodes(_ text: String, _ encoded: String) {
        #expect(Base64Text.encode(Array(text.utf8)) == encoded)
    }
}
