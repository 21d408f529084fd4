internal import COpenSSL

/// Certificates that were read from a PEM text, in its order; at least one.
// Safe: nothing changes the certificates after `init`, and OpenSSL locks what it works out about them later.
final class X509Chain: @unchecked Sendable {
    let certificates: [OpaquePointer]
    /// All but the first as OpenSSL wants them: a `STACK_OF(X509)` that owns nothing.
    let rest: OpaquePointer

    /// - Parameter purpose: What the certificates are to be, for the error message.
    init(pem: [UInt8], purpose: String) throws(NetworkError) {
        OpenSSLErrors.clear()
        var certificates: [OpaquePointer] = []
        pem.withUnsafeBytes { buffer in
            // OpenSSL does not copy the text, so everything is read while the buffer is there.
            guard !buffer.isEmpty, let source = BIO_new_mem_buf(buffer.baseAddress, Int32(clamping: buffer.count))
            else {
                return
            }
            while let certificate = PEM_read_bio_X509(source, nil, refusePassword, nil) {
                certificates.append(certificate)
            }
            BIO_free(source)
        }
        // The loop always ends with an error; "no start line" is the end of the text.
        let error = OpenSSLErrors.take().flatMap { $0.reason == PEM_R_NO_START_LINE ? nil : $0 }
        guard error == nil, !certificates.isEmpty, let rest = OPENSSL_sk_new_null() else {
            for certificate in certificates { X509_free(certificate) }
            throw Self.error(purpose, in: pem, position: certificates.count + 1, error)
        }
        for certificate in certificates.dropFirst() { OPENSSL_sk_push(rest, UnsafeRawPointer(certificate)) }
        self.certificates = certificates
        self.rest = rest
    }

    deinit {
        OPENSSL_sk_free(rest)
        for certificate in certificates { X509_free(certificate) }
    }

    private static func error(
        _ purpose: String,
        in pem: [UInt8],
        position: Int,
        _ report: OpenSSLErrors.Report?
    ) -> NetworkError {
        let expected = "expected \(purpose) in PEM form (-----BEGIN CERTIFICATE-----)"
        guard let report else { return NetworkError(.tlsFailed, "\(expected), found \(PEMText(pem).summary)") }
        return NetworkError(
            .tlsFailed, "\(expected), certificate \(position) cannot be read", underlying: .tls(report.text))
    }
}

/// Answers OpenSSL's question for a password: without an answer of the program it would ask at the terminal.
let refusePassword: @convention(c) (UnsafeMutablePointer<CChar>?, Int32, Int32, UnsafeMutableRawPointer?) -> Int32 = {
    _, _, _, _ in -1
}
