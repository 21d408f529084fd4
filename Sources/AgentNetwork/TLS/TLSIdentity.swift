internal import COpenSSL

/// Who this side is: a certificate, the authorities between it and a root, and its private key.
///
/// A server shows it to its clients, a client to a server that asks. Nothing of it is printed but the certificate.
///
/// ```swift
/// let identity = try await TLSIdentity.load(certificateChainFile: "fullchain.pem", privateKeyFile: "key.pem")
/// let context = try TLSServerContext(options: TLSServerOptions(identity: identity))
/// ```
public final class TLSIdentity: Sendable {
    /// The certificate itself, the first of the chain.
    public let certificate: TLSCertificate
    let chain: X509Chain
    let key: PrivateKey

    /// Reads an identity from PEM texts (RFC 7468), which may be one and the same.
    ///
    /// - Parameters:
    ///   - certificateChain: The certificate, then each authority that signed the one before; the root may be left out.
    ///   - privateKey: The key of the first certificate, not encrypted.
    /// - Throws: `tlsFailed` when one is missing or cannot be read, when the key is encrypted, or belongs to another
    ///   certificate.
    public init(certificateChain: [UInt8], privateKey: [UInt8]) throws(NetworkError) {
        chain = try X509Chain(pem: certificateChain, purpose: "a certificate chain")
        key = try PrivateKey(pem: privateKey)
        certificate = TLSCertificate(chain.certificates[0])
        let position = chain.certificates.firstIndex { [key] in X509_check_private_key($0, key.pointer) == 1 }
        OpenSSLErrors.clear()
        guard position != 0 else { return }
        let expected = "expected the private key of the certificate of '\(certificate.subject)'"
        guard let position else {
            throw NetworkError(
                .tlsFailed, "\(expected), found the key of another one; check that the files belong together")
        }
        throw NetworkError(
            .tlsFailed, "\(expected), found that of certificate \(position + 1) of the chain; put that one first")
    }

    /// Shows the identity in a session of its own; throws when OpenSSL finds it too weak.
    func present(in session: OpaquePointer) throws(NetworkError) {
        OpenSSLErrors.clear()
        guard SSL_use_cert_and_key(session, chain.certificates[0], key.pointer, chain.rest, 1) == 1 else {
            throw refusal()
        }
    }

    /// Shows the identity in all sessions that are made from now on.
    func present(in context: OpenSSLContext) throws(NetworkError) {
        OpenSSLErrors.clear()
        let status = SSL_CTX_use_cert_and_key(context.pointer, chain.certificates[0], key.pointer, chain.rest, 1)
        guard status == 1 else { throw refusal() }
    }

    private func refusal() -> NetworkError {
        NetworkError(
            .tlsFailed,
            "OpenSSL refuses to use the certificate of '\(certificate.subject)'; its key or its signature may be too weak",
            underlying: OpenSSLErrors.take().map { .tls($0.text) })
    }
}

extension TLSIdentity: CustomStringConvertible, CustomReflectable {
    /// The subject of the certificate.
    public var description: String { "TLSIdentity(\(certificate.subject))" }

    /// Only the certificate: the key is a secret.
    public var customMirror: Mirror { Mirror(self, children: ["certificate": certificate]) }
}
