internal import COpenSSL

/// An `SSL_CTX` with the defaults of this library; its set-up ends before it is shared.
// Safe: OpenSSL counts references to it atomically and locks what it changes by itself, and nothing here changes it once
// connections are made of it.
final class OpenSSLContext: @unchecked Sendable {
    let pointer: OpaquePointer

    /// - Parameter versions: The oldest and the newest version of the protocol to agree on.
    init(isServer: Bool, versions: ClosedRange<TLSVersion>) throws(NetworkError) {
        OpenSSLErrors.clear()
        guard let pointer = SSL_CTX_new(isServer ? TLS_server_method() : TLS_client_method()) else {
            throw Self.failure("create a TLS context")
        }
        self.pointer = pointer
        guard agent_ssl_context_set_versions(pointer, versions.lowerBound.number, versions.upperBound.number) == 1
        else {
            throw Self.failure("set the TLS versions")
        }
        // Released buffers keep idle connections small; a moving buffer is what a retried write from Swift looks like; and
        // the chain that is sent is the one that was given, not one that is put together anew for every handshake.
        _ = agent_ssl_context_set_mode(
            pointer, Int(SSL_MODE_ACCEPT_MOVING_WRITE_BUFFER | SSL_MODE_RELEASE_BUFFERS | SSL_MODE_NO_AUTO_CHAIN))
        agent_ssl_context_refuse_relics(pointer)
    }

    deinit {
        SSL_CTX_free(pointer)
    }

    /// Trusts the authorities when the peer's certificate is checked.
    ///
    /// - Parameter announces: Tells the peer which authorities were given as PEM text, so that it can choose a certificate.
    func trust(_ roots: TLSRoots, announces: Bool = false) throws(NetworkError) {
        OpenSSLErrors.clear()
        if roots.includesSystem, SSL_CTX_set_default_verify_paths(pointer) != 1 {
            throw Self.failure("read the system's certificate authorities")
        }
        guard !roots.pem.isEmpty || !roots.includesSystem else { return }
        let authorities = try X509Chain(pem: roots.pem, purpose: "certificate authorities")
        // Its certificates are bare pointers, which do not keep it.
        defer { withExtendedLifetime(authorities) {} }
        for certificate in authorities.certificates {
            guard X509_STORE_add_cert(SSL_CTX_get_cert_store(pointer), certificate) == 1,
                !announces || SSL_CTX_add_client_CA(pointer, certificate) == 1
            else { throw Self.failure("trust a certificate authority") }
        }
    }

    /// Makes a session, to be freed by the caller.
    func makeSession() throws(NetworkError) -> OpaquePointer {
        OpenSSLErrors.clear()
        guard let session = SSL_new(pointer) else { throw Self.failure("create a TLS session") }
        return session
    }

    static func failure(_ action: String) -> NetworkError {
        NetworkError(
            .tlsFailed, "could not \(action); check the OpenSSL installation",
            underlying: OpenSSLErrors.take().map { .tls($0.text) })
    }
}
