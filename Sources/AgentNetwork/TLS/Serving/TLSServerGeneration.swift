internal import COpenSSL

/// What the handshakes between two reloads use; connections keep theirs alive.
final class TLSServerGeneration: Sendable {
    let options: TLSServerOptions
    let identities: IdentityDirectory
    let protocols: ProtocolNameList
    let tickets: TicketKeyring
    private let context: OpenSSLContext

    /// - Parameter previous: Tickets of the generation before are good for this one too, unless what is demanded of clients
    ///   differs: a resumed session proves what was demanded when it began.
    init(options: TLSServerOptions, after previous: TLSServerGeneration?) throws(NetworkError) {
        guard !options.identities.isEmpty else {
            throw NetworkError(.tlsFailed, "expected at least one identity for a TLS server, found none")
        }
        self.options = options
        identities = IdentityDirectory(options.identities)
        protocols = try ProtocolNameList(options.applicationProtocols)
        if let previous, previous.options.clientVerification == options.clientVerification {
            tickets = previous.tickets
        } else {
            tickets = TicketKeyring()
        }
        context = try OpenSSLContext(isServer: true, versions: options.versions())
        try check(options.identities)
        try demandOfClients()
        setUpSessions()
        TLSServerCallbacks.attach(to: context)
    }

    /// A server's session, which this generation has to outlive; to be freed by the caller.
    func makeSession() throws(NetworkError) -> OpaquePointer {
        let session = try context.makeSession()
        SSL_set_ex_data(session, 0, Unmanaged.passUnretained(self).toOpaque())
        SSL_set_accept_state(session)
        return session
    }

    static func of(_ session: OpaquePointer?) -> TLSServerGeneration? {
        SSL_get_ex_data(session, 0).map { Unmanaged.fromOpaque($0).takeUnretainedValue() }
    }

    /// Tries each identity once, so that one that OpenSSL refuses is noticed here and not when a client asks for it.
    private func check(_ identities: [TLSIdentity]) throws(NetworkError) {
        let session = try context.makeSession()
        defer { SSL_free(session) }
        for identity in identities { try identity.present(in: session) }
    }

    private func demandOfClients() throws(NetworkError) {
        switch options.clientVerification {
        case .none:
            SSL_CTX_set_verify(context.pointer, SSL_VERIFY_NONE, nil)
        case .optional(let roots):
            SSL_CTX_set_verify(context.pointer, SSL_VERIFY_PEER, nil)
            try context.trust(roots, announces: true)
        case .required(let roots):
            SSL_CTX_set_verify(context.pointer, SSL_VERIFY_PEER | SSL_VERIFY_FAIL_IF_NO_PEER_CERT, nil)
            try context.trust(roots, announces: true)
        }
    }

    private func setUpSessions() {
        // The client keeps its session, sealed in a ticket: whatever the number of clients, nothing is kept here.
        _ = agent_ssl_context_set_session_cache_mode(context.pointer, Int(SSL_SESS_CACHE_OFF))
        let name = Array("agent".utf8)
        SSL_CTX_set_session_id_context(context.pointer, name, UInt32(name.count))
        let lifetime = options.sessionLifetime.components.seconds
        if lifetime > 0 {
            _ = SSL_CTX_set_timeout(context.pointer, Int(clamping: lifetime))
        } else {
            agent_ssl_context_refuse_tickets(context.pointer)
            SSL_CTX_set_num_tickets(context.pointer, 0)
        }
    }
}
