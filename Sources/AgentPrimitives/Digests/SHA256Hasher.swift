internal import COpenSSL

/// Computes a SHA-256 digest over bytes that arrive in pieces.
public struct SHA256Hasher: ~Copyable, Sendable {
    /// OpenSSL's running state; owned by this value alone and freed with it.
    private let context: DigestContext

    /// Starts an empty digest.
    public init() {
        context = DigestContext()
    }

    /// Adds bytes to the digest.
    public mutating func update(_ bytes: some Sequence<UInt8>) {
        let done: Void? = bytes.withContiguousStorageIfAvailable { context.update(UnsafeRawBufferPointer($0)) }
        if done == nil {
            Array(bytes).withUnsafeBytes { context.update($0) }
        }
    }

    /// Ends the digest and returns it.
    public consuming func finalize() -> SHA256Digest {
        context.finalize()
    }
}

/// The life of one `EVP_MD_CTX`.
private final class DigestContext: Sendable {
    // Safe: only the hasher that made it touches it, and a noncopyable value has one user at a time.
    private nonisolated(unsafe) let context = EVP_MD_CTX_new()

    // Safe: written once here, then only read; OpenSSL's fetched algorithms may be used from any thread.
    private nonisolated(unsafe) static let algorithm = EVP_MD_fetch(nil, "SHA256", nil)

    init() {
        let status = EVP_DigestInit_ex(context, Self.algorithm, nil)
        precondition(status == 1, "OpenSSL must offer SHA-256; found none in the default provider")
    }

    deinit {
        EVP_MD_CTX_free(context)
    }

    func update(_ bytes: UnsafeRawBufferPointer) {
        EVP_DigestUpdate(context, bytes.baseAddress, bytes.count)
    }

    func finalize() -> SHA256Digest {
        SHA256Digest { bytes in
            var length: UInt32 = 0
            EVP_DigestFinal_ex(context, bytes.bindMemory(to: UInt8.self).baseAddress, &length)
        }
    }
}
