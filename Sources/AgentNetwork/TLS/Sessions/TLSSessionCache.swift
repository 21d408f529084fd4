internal import COpenSSL
internal import Synchronization

/// A client's sessions; the driver of ``SessionShelf``.
final class TLSSessionCache: Sendable {
    private let shelf: Mutex<SessionShelf<TLSSession>>

    init(capacity: Int) {
        shelf = Mutex(SessionShelf(capacity: capacity))
    }

    /// Has OpenSSL report new sessions, to the connection's ``TLSSessionSlot``.
    func attach(to context: OpenSSLContext) {
        // OpenSSL's own store has no bound by server, and looks nothing up for clients.
        let mode = SSL_SESS_CACHE_CLIENT | SSL_SESS_CACHE_NO_INTERNAL
        _ = agent_ssl_context_set_session_cache_mode(context.pointer, Int(mode))
        SSL_CTX_sess_set_new_cb(context.pointer) { connection, session in
            // Returning 1 keeps the reference.
            guard let session, let slot = connection.flatMap(TLSSessionSlot.of) else { return 0 }
            slot.cache.put(TLSSession(owning: session), for: slot.endpoint)
            return 1
        }
    }

    func take(for endpoint: Endpoint) -> TLSSession? {
        shelf.withLock { $0.take(for: endpoint) { $0.isForOneUse } }
    }

    func forget(_ endpoint: Endpoint) {
        shelf.withLock { $0.removeAll(for: endpoint) }
    }

    private func put(_ session: TLSSession, for endpoint: Endpoint) {
        shelf.withLock { $0.put(session, for: endpoint) }
    }
}
