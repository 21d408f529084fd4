internal import COpenSSL

/// A private key that was read from a PEM text.
// Safe: nothing changes the key after `init`, and OpenSSL counts references to it atomically.
final class PrivateKey: @unchecked Sendable {
    let pointer: OpaquePointer

    init(pem: [UInt8]) throws(NetworkError) {
        OpenSSLErrors.clear()
        let key = pem.withUnsafeBytes { buffer -> OpaquePointer? in
            guard !buffer.isEmpty, let source = BIO_new_mem_buf(buffer.baseAddress, Int32(clamping: buffer.count))
            else {
                return nil
            }
            defer { BIO_free(source) }
            return PEM_read_bio_PrivateKey(source, nil, refusePassword, nil)
        }
        let report = OpenSSLErrors.take()
        guard let key else { throw Self.error(in: PEMText(pem), report) }
        pointer = key
    }

    deinit {
        EVP_PKEY_free(pointer)
    }

    /// The algorithm, as one of OpenSSL's numbers: an identity of each kind may stand in for another.
    var kind: Int32 { EVP_PKEY_get_base_id(pointer) }

    private static func error(in text: PEMText, _ report: OpenSSLErrors.Report?) -> NetworkError {
        let expected = "expected a private key in PEM form (-----BEGIN PRIVATE KEY-----)"
        if text.hasEncryptedBlock {
            return NetworkError(
                .tlsFailed, "\(expected), found an encrypted one; decrypt it (openssl pkey -in KEY -out PLAIN)")
        }
        let hasKey = text.labels.contains { $0.hasSuffix("PRIVATE KEY") }
        return NetworkError(
            .tlsFailed,
            hasKey ? "\(expected), found one that cannot be read" : "\(expected), found \(text.summary)",
            // Without a key the report only says in other words that there is none.
            underlying: hasKey ? report.map { .tls($0.text) } : nil
        )
    }
}
