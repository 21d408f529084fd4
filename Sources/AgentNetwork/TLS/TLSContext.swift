internal import COpenSSL

/// The settings of TLS connections, loaded once and used for many.
///
/// Reading the system's roots takes milliseconds; keep a context instead of making one per connection.
public final class TLSContext {
    let options: TLSOptions
    let context: OpaquePointer

    /// Loads the roots and checks the options.
    ///
    /// - Throws: `tlsFailed` when a certificate cannot be read.
    public init(options: TLSOptions = TLSOptions()) throws(NetworkError) {
        OpenSSLErrors.clear()
        guard let context = SSL_CTX_new(TLS_client_method()) else {
            throw Self.failure("create a TLS context")
        }
        self.options = options
        self.context = context
        let version = options.minimumVersion == .v1_2 ? TLS1_2_VERSION : TLS1_3_VERSION
        guard agent_ssl_context_set_min_version(context, version) == 1 else {
            throw Self.failure("set the lowest TLS version")
        }
        // Released buffers keep idle connections small; a moving buffer is what a retried write from Swift looks like.
        _ = agent_ssl_context_set_mode(
            context,
            Int(SSL_MODE_ENABLE_PARTIAL_WRITE | SSL_MODE_ACCEPT_MOVING_WRITE_BUFFER | SSL_MODE_RELEASE_BUFFERS))
        agent_ssl_context_refuse_renegotiation(context)
        SSL_CTX_set_verify(context, options.verification == .none ? SSL_VERIFY_NONE : SSL_VERIFY_PEER, nil)
        try load(options.roots)
        try offer(options.applicationProtocols)
    }

    deinit {
        SSL_CTX_free(context)
    }

    private func load(_ roots: TLSRoots) throws(NetworkError) {
        if roots.includesSystem, SSL_CTX_set_default_verify_paths(context) != 1 {
            throw Self.failure("read the system's certificate authorities")
        }
        guard !roots.pem.isEmpty || !roots.includesSystem else { return }
        var count = 0
        for certificate in try Self.certificates(in: roots.pem) {
            let status = X509_STORE_add_cert(SSL_CTX_get_cert_store(context), certificate)
            X509_free(certificate)
            if status == 1 { count += 1 }
        }
        guard count > 0 else {
            throw NetworkError(
                .tlsFailed, "expected certificates in PEM form (-----BEGIN CERTIFICATE-----), found none")
        }
    }

    private static func certificates(in pem: [UInt8]) throws(NetworkError) -> [OpaquePointer] {
        OpenSSLErrors.clear()
        var certificates: [OpaquePointer] = []
        let source = pem.withUnsafeBytes { buffer -> OpaquePointer? in
            // OpenSSL does not copy the text, so everything is read while the buffer is there.
            guard let source = BIO_new_mem_buf(buffer.baseAddress, Int32(clamping: buffer.count)) else { return nil }
            while let certificate = PEM_read_bio_X509(source, nil, nil, nil) { certificates.append(certificate) }
            return source
        }
        BIO_free(source)
        // The loop always ends with an error; "no start line" is the end of the text.
        guard let error = OpenSSLErrors.take(), error.reason != PEM_R_NO_START_LINE else { return certificates }
        for certificate in certificates { X509_free(certificate) }
        throw NetworkError(
            .tlsFailed,
            "expected certificates in PEM form, certificate \(certificates.count + 1) cannot be read",
            underlying: .tls(error.text)
        )
    }

    private func offer(_ protocols: [String]) throws(NetworkError) {
        guard !protocols.isEmpty else { return }
        var list: [UInt8] = []
        for name in protocols {
            guard let length = UInt8(exactly: name.utf8.count), length > 0 else {
                throw NetworkError(.tlsFailed, "an application protocol has 1 to 255 bytes, found \(name.utf8.count)")
            }
            list.append(length)
            list.append(contentsOf: name.utf8)
        }
        // Unlike its siblings this function returns 0 for success.
        guard SSL_CTX_set_alpn_protos(context, list, UInt32(list.count)) == 0 else {
            throw Self.failure("offer the application protocols")
        }
    }

    static func failure(_ action: String) -> NetworkError {
        NetworkError(
            .tlsFailed, "could not \(action); check the OpenSSL installation",
            underlying: OpenSSLErrors.take().map { .tls($0.text) })
    }
}

// Safe: OpenSSL counts references to the context atomically, and nothing changes it after `init`.
extension TLSContext: @unchecked Sendable {}
