internal import COpenSSL

/// A key for AES-256 in Galois/counter mode (NIST SP 800-38D): keeps bytes secret and notices every change to them.
///
/// What is sealed is the 12 bytes of a random nonce, the ciphertext, as long as the plaintext, and the 16 bytes of the tag.
/// One key may seal up to 2^32 times (SP 800-38D section 8.3); change it before. Printing or reflecting a key shows nothing
/// of it.
public struct AESGCMKey: Sendable, CustomStringConvertible, CustomReflectable {
    private let bytes: [UInt8]

    private static let nonceBytes = 12
    private static let tagBytes = 16

    /// The bytes that a sealed text is longer than its plaintext.
    public static let overheadBytes = nonceBytes + tagBytes

    // Safe: written once here, then only read; OpenSSL's fetched algorithms may be used from any thread.
    private nonisolated(unsafe) static let algorithm = EVP_CIPHER_fetch(nil, "AES-256-GCM", nil)

    /// Takes the 32 bytes of a key; fails for any other count.
    ///
    /// - Parameter bytes: The key, which must be random: no password, nothing that a person made up.
    public init?(bytes: some Collection<UInt8>) {
        guard bytes.count == 32 else { return nil }
        self.bytes = Array(bytes)
    }

    /// Seals bytes under a fresh random nonce.
    ///
    /// - Parameters:
    ///   - plaintext: What is to be kept secret.
    ///   - context: What is bound to it without being part of the result; opening takes the same.
    /// - Returns: Nonce, ciphertext and tag.
    public func seal(_ plaintext: [UInt8], authenticating context: [UInt8]) -> [UInt8] {
        var nonce = [UInt8](repeating: 0, count: Self.nonceBytes)
        let status = RAND_bytes(&nonce, Int32(nonce.count))
        precondition(status == 1, "OpenSSL must give random bytes; found its generator without a seed")
        return seal(plaintext, authenticating: context, nonce: nonce)
    }

    /// As ``seal(_:authenticating:)``, under a nonce of 12 bytes that this key has never seen.
    package func seal(_ plaintext: [UInt8], authenticating context: [UInt8], nonce: [UInt8]) -> [UInt8] {
        precondition(nonce.count == Self.nonceBytes, "A nonce must have 12 bytes; found \(nonce.count)")
        let cipher = EVP_CIPHER_CTX_new()
        defer { EVP_CIPHER_CTX_free(cipher) }
        var length: Int32 = 0
        var isDone = EVP_EncryptInit_ex2(cipher, Self.algorithm, bytes, nonce, nil) == 1
        isDone = isDone && EVP_EncryptUpdate(cipher, nil, &length, context, Int32(context.count)) == 1
        let count = plaintext.count
        let sealed = [UInt8](unsafeUninitializedCapacity: count + Self.overheadBytes) { buffer, initialized in
            let output = UnsafeMutableBufferPointer(rebasing: buffer[Self.nonceBytes...])
            _ = buffer.update(fromContentsOf: nonce)
            isDone = isDone && EVP_EncryptUpdate(cipher, output.baseAddress, &length, plaintext, Int32(count)) == 1
            isDone = isDone && EVP_EncryptFinal_ex(cipher, output.baseAddress.map { $0 + count }, &length) == 1
            let tag = output.baseAddress.map { $0 + count }
            let command = EVP_CTRL_AEAD_GET_TAG
            isDone = isDone && EVP_CIPHER_CTX_ctrl(cipher, command, Int32(Self.tagBytes), tag) == 1
            initialized = count + Self.overheadBytes
        }
        precondition(isDone, "OpenSSL must offer AES-256-GCM; found none in the default provider")
        return sealed
    }

    /// Opens what ``seal(_:authenticating:)`` made; `nil` when the key or the context is another, or a bit has changed.
    ///
    /// - Parameters:
    ///   - sealed: Nonce, ciphertext and tag.
    ///   - context: The same context as when it was sealed.
    public func open(_ sealed: [UInt8], authenticating context: [UInt8]) -> [UInt8]? {
        let count = sealed.count - Self.overheadBytes
        guard count >= 0, sealed.count <= Int(Int32.max) else { return nil }
        let cipher = EVP_CIPHER_CTX_new()
        defer { EVP_CIPHER_CTX_free(cipher) }
        var length: Int32 = 0
        var isDone = EVP_DecryptInit_ex2(cipher, Self.algorithm, bytes, sealed, nil) == 1
        isDone = isDone && EVP_DecryptUpdate(cipher, nil, &length, context, Int32(context.count)) == 1
        var tag = Array(sealed.suffix(Self.tagBytes))
        // One byte more than there are, so that an empty plaintext has a place too.
        let plaintext = [UInt8](unsafeUninitializedCapacity: count + 1) { output, initialized in
            let start = output.baseAddress
            sealed.withUnsafeBufferPointer { sealed in
                let input = sealed.baseAddress.map { $0 + Self.nonceBytes }
                isDone = isDone && EVP_DecryptUpdate(cipher, start, &length, input, Int32(count)) == 1
            }
            isDone = isDone && EVP_CIPHER_CTX_ctrl(cipher, EVP_CTRL_AEAD_SET_TAG, Int32(Self.tagBytes), &tag) == 1
            isDone = isDone && EVP_DecryptFinal_ex(cipher, start.map { $0 + count }, &length) == 1
            initialized = isDone ? count : 0
        }
        return isDone ? plaintext : nil
    }

    /// Always `<key>`.
    public var description: String { "<key>" }
    /// A mirror without children.
    public var customMirror: Mirror { Mirror(self, children: EmptyCollection<Mirror.Child>()) }
}
