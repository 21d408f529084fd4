import Testing

@testable internal import AgentNetwork

struct Base64Tests {
    @Test(arguments: [
        ("", ""), ("f", "Zg=="), ("fo", "Zm8="), ("foo", "Zm9v"), ("foob", "Zm9vYg=="), ("fooba", "Zm9vYmE="),
        ("foobar", "Zm9vYmFy"),
    ])
    func `The vectors of RFC 4648`(plain: String, encoded: String) {
        #expect(Base64.encode(Array(plain.utf8)) == encoded)
        #expect(Base64.decodedCount(encoded.utf8) == plain.utf8.count)
    }

    @Test func `Every digit`() {
        let bytes: [UInt8] = [0x00, 0x10, 0x83, 0x10, 0x51, 0x87, 0xFB, 0xEF, 0xBE, 0xFF, 0xFF, 0xFF]
        #expect(Base64.encode(bytes) == "ABCDEFGH++++////")
    }

    @Test(arguments: ["Z", "Zg", "Zg=", "Zm8===", "Z===", "====", "Zm9v=", "Z=9v", "Zm9-", "Zm 9", "Zg==Zg=="])
    func `Texts that are none`(text: String) {
        #expect(Base64.decodedCount(text.utf8) == nil)
    }
}
