internal import COpenSSL

extension TLSContext {
    /// A client's session that asks for, and demands, the host of `endpoint`; to be freed by the caller.
    func makeClientSession(for endpoint: Endpoint) throws(NetworkError) -> OpaquePointer {
        OpenSSLErrors.clear()
        guard let session = SSL_new(context) else { throw Self.failure("create a TLS session") }
        guard expect(endpoint.host, in: session) else {
            SSL_free(session)
            throw NetworkError(
                .tlsFailed,
                "expected a host name that TLS can ask for, found '\(endpoint.host)'",
                endpoint: endpoint,
                underlying: OpenSSLErrors.take().map { .tls($0.text) }
            )
        }
        return session
    }

    private func expect(_ host: String, in session: OpaquePointer) -> Bool {
        let isAddress = SocketAddress(host, port: 0) != nil
        let name = host.hasSuffix(".") ? String(host.dropLast()) : host
        // RFC 6066 section 3: a server name is never an address.
        guard isAddress || agent_ssl_set_server_name(session, name) == 1 else { return false }
        guard options.verification == .full else { return true }
        SSL_set_hostflags(session, UInt32(X509_CHECK_FLAG_NO_PARTIAL_WILDCARDS))
        if isAddress { return X509_VERIFY_PARAM_set1_ip_asc(SSL_get0_param(session), name) == 1 }
        return SSL_set1_host(session, name) == 1
    }
}
