internal import COpenSSL

/// The settings of a client's TLS connections, loaded once and used for many, and the sessions that make later handshakes
/// short.
///
/// Reading the system's roots takes milliseconds; keep a context instead of making one per connection.
public final class TLSContext: Sendable {
    let options: TLSOptions
    private let context: OpenSSLContext
    private let sessions: TLSSessionCache

    /// Loads the roots and checks the options.
    ///
    /// - Throws: `tlsFailed` when a certificate cannot be read or an option makes no sense.
    public init(options: TLSOptions = TLSOptions()) throws(NetworkError) {
        context = try OpenSSLContext(isServer: false, versions: options.versions())
        sessions = TLSSessionCache(capacity: options.maxCachedSessions)
        self.options = options
        SSL_CTX_set_verify(context.pointer, options.verification == .none ? SSL_VERIFY_NONE : SSL_VERIFY_PEER, nil)
        try context.trust(options.roots)
        if let identity = options.identity { try identity.present(in: context) }
        if options.maxCachedSessions > 0 { sessions.attach(to: context) }
        try offer(options.applicationProtocols)
    }

    private func offer(_ protocols: [String]) throws(NetworkError) {
        let list = try ProtocolNameList(protocols).encoded
        guard !list.isEmpty else { return }
        // Unlike its siblings this function returns 0 for success.
        guard SSL_CTX_set_alpn_protos(context.pointer, list, UInt32(clamping: list.count)) == 0 else {
            throw OpenSSLContext.failure("offer the application protocols")
        }
    }
}

extension TLSContext {
    /// A client's session that asks for, and demands, the server's name, and whoever has to outlive it; to be freed by the
    /// caller.
    func makeSession(for endpoint: Endpoint) throws(NetworkError) -> (session: OpaquePointer, slot: TLSSessionSlot) {
        let session = try context.makeSession()
        do throws(NetworkError) {
            try expect(options.serverName ?? endpoint.host, in: session, endpoint)
        } catch {
            SSL_free(session)
            throw error
        }
        SSL_set_connect_state(session)
        let slot = TLSSessionSlot(cache: sessions, endpoint: endpoint)
        slot.attach(to: session)
        // A session that does not fit is not offered, and the handshake is a full one.
        if let earlier = sessions.take(for: endpoint) {
            withExtendedLifetime(earlier) { _ = SSL_set_session(session, earlier.pointer) }
        }
        return (session, slot)
    }

    private func expect(_ host: String, in session: OpaquePointer, _ endpoint: Endpoint) throws(NetworkError) {
        guard !host.isEmpty else {
            // A Unix socket has no name.
            guard options.verification == .full else { return }
            throw NetworkError(
                .tlsFailed,
                "expected a name that the certificate of \(endpoint) has to be for, found none; set TLSOptions.serverName",
                endpoint: endpoint)
        }
        OpenSSLErrors.clear()
        guard Self.set(host, in: session, isVerified: options.verification == .full) else {
            throw NetworkError(
                .tlsFailed,
                "expected a host name that TLS can ask for, found '\(host)'",
                endpoint: endpoint,
                underlying: OpenSSLErrors.take().map { .tls($0.text) }
            )
        }
    }

    private static func set(_ host: String, in session: OpaquePointer, isVerified: Bool) -> Bool {
        let isAddress = SocketAddress(host, port: 0) != nil
        let name = host.hasSuffix(".") ? String(host.dropLast()) : host
        // RFC 6066 section 3: a server name is never an address.
        guard isAddress || agent_ssl_set_server_name(session, name) == 1 else { return false }
        guard isVerified else { return true }
        SSL_set_hostflags(session, UInt32(X509_CHECK_FLAG_NO_PARTIAL_WILDCARDS))
        if isAddress { return X509_VERIFY_PARAM_set1_ip_asc(SSL_get0_param(session), name) == 1 }
        return SSL_set1_host(session, name) == 1
    }
}
