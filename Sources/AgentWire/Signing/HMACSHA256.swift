internal import COpenSSL

/// HMAC with SHA-256 (RFC 2104, FIPS 180-4), by OpenSSL.
package enum HMACSHA256 {
    private static let byteCount = 32

    /// The 32-byte authentication code of `message`.
    package static func code(for message: [UInt8], key: [UInt8]) -> [UInt8] {
        [UInt8](unsafeUninitializedCapacity: byteCount) { buffer, count in
            var length: UInt32 = 0
            let result = HMAC(
                EVP_sha256(), key, Int32(key.count), message, message.count, buffer.baseAddress, &length)
            precondition(result != nil, "OpenSSL must offer HMAC with SHA-256; found none in the default provider")
            count = Int(length)
        }
    }

    /// Compares two codes in a time that does not depend on where they differ.
    static func areEqual(_ left: [UInt8], _ right: [UInt8]) -> Bool {
        left.count == right.count && CRYPTO_memcmp(left, right, left.count) == 0
    }
}
