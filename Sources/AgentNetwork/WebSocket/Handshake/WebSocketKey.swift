internal import AgentPrimitives
internal import COpenSSL

/// The nonce of an opening handshake, which proves that the server speaks the protocol (RFC 6455 section 4).
struct WebSocketKey: Equatable {
    /// The value of `Sec-WebSocket-Key`: 16 bytes in base 64.
    let text: String

    /// A client's new key.
    init(random: any RandomSource) {
        let words = [random.next(), random.next()]
        text = Base64.encode(words.flatMap { word in (0..<8).map { UInt8(truncatingIfNeeded: word >> (8 * $0)) } })
    }

    /// A key that a server has received; nil when it does not stand for 16 bytes.
    init?(received text: String) {
        guard text.utf8.count == 24, Base64.decodedCount(text.utf8) == 16 else { return nil }
        self.text = text
    }

    /// What the server has to answer in `Sec-WebSocket-Accept`.
    var accept: String {
        let input = Array((text + "258EAFA5-E914-47DA-95CA-C5AB0DC85B11").utf8)
        let digest = [UInt8](unsafeUninitializedCapacity: Int(EVP_MAX_MD_SIZE)) { buffer, count in
            var length: UInt32 = 0
            let status = EVP_Digest(input, input.count, buffer.baseAddress, &length, EVP_sha1(), nil)
            precondition(status == 1, "OpenSSL must offer SHA-1; found none in the default provider")
            count = Int(length)
        }
        return Base64.encode(digest)
    }
}
