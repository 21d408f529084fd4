import AgentPrimitives
import Testing

@Suite("SHA256Digest")
struct SHA256DigestTests {
    /// FIPS 180-4 examples, and the empty message.
    @Test(
        "known digests",
        arguments: [
            ("", "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"),
            ("abc", "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"),
            (
                "abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq",
                "248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1"
            ),
        ])
    func known(text: String, digest: String) {
        #expect(SHA256Digest(of: text.utf8).description == digest)
        #expect(SHA256Digest(hexadecimal: digest) == SHA256Digest(of: Array(text.utf8)))
    }

    @Test("pieces give the digest of the whole")
    func pieces() {
        let bytes = (0..<1000).map { UInt8(truncatingIfNeeded: $0) }
        var hasher = SHA256Hasher()
        for byte in bytes { hasher.update([byte]) }
        #expect(hasher.finalize() == SHA256Digest(of: bytes))
    }

    @Test("only 64 digits are a digest", arguments: ["", "ab", String(repeating: "g", count: 64)])
    func refused(text: String) {
        #expect(SHA256Digest(hexadecimal: text) == nil)
    }
}
