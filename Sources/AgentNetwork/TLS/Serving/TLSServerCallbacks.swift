internal import COpenSSL

/// OpenSSL's questions during a server's handshake, and the answers of the session's ``TLSServerGeneration``.
enum TLSServerCallbacks {
    static func attach(to context: OpenSSLContext) {
        _ = agent_ssl_context_set_server_name_callback(context.pointer) { session, alert, _ in
            TLSServerCallbacks.checkName(session, alert)
        }
        SSL_CTX_set_cert_cb(context.pointer, { session, _ in TLSServerCallbacks.presentIdentity(session) }, nil)
        SSL_CTX_set_alpn_select_cb(
            context.pointer,
            { session, name, length, offered, count, _ in
                TLSServerCallbacks.chooseProtocol(
                    session, from: UnsafeBufferPointer(start: offered, count: Int(count)), name, length)
            }, nil)
        SSL_CTX_set_tlsext_ticket_key_evp_cb(context.pointer) { session, name, vector, cipher, mac, isSealing in
            guard let session, let name, let vector, let cipher, let mac else { return -1 }
            let ticket = TicketCipher(name: name, vector: vector, cipher: cipher, mac: mac)
            guard let generation = TLSServerGeneration.of(session) else { return -1 }
            return isSealing == 1
                ? ticket.seal(with: generation)
                // With TLS 1.3 every resumption gets a new ticket, because the old one is for one use.
                : ticket.open(with: generation, renewsAlways: SSL_version(session) >= TLS1_3_VERSION)
        }
    }

    private static func requestedName(_ session: OpaquePointer?) -> String? {
        SSL_get_servername(session, TLSEXT_NAMETYPE_host_name).map { String(cString: $0) }
    }

    private static func checkName(_ session: OpaquePointer?, _ alert: UnsafeMutablePointer<Int32>?) -> Int32 {
        guard let name = requestedName(session), let generation = TLSServerGeneration.of(session) else {
            return SSL_TLSEXT_ERR_NOACK
        }
        if generation.identities.find(name) != nil { return SSL_TLSEXT_ERR_OK }
        guard generation.options.refusesUnknownNames else { return SSL_TLSEXT_ERR_NOACK }
        alert?.pointee = SSL_AD_UNRECOGNIZED_NAME
        return SSL_TLSEXT_ERR_ALERT_FATAL
    }

    private static func presentIdentity(_ session: OpaquePointer?) -> Int32 {
        guard let session, let generation = TLSServerGeneration.of(session) else { return 0 }
        let directory = generation.identities
        let group = requestedName(session).flatMap(directory.find) ?? directory.fallback
        do throws(NetworkError) {
            for identity in group { try identity.present(in: session) }
            return 1
        } catch {
            // Each was tried when the generation was made, so memory is exhausted.
            return 0
        }
    }

    private static func chooseProtocol(
        _ session: OpaquePointer?,
        from offered: UnsafeBufferPointer<UInt8>,
        _ name: UnsafeMutablePointer<UnsafePointer<UInt8>?>?,
        _ length: UnsafeMutablePointer<UInt8>?
    ) -> Int32 {
        guard let generation = TLSServerGeneration.of(session), !generation.protocols.names.isEmpty else {
            return SSL_TLSEXT_ERR_NOACK
        }
        guard let choice = generation.protocols.choose(from: offered) else {
            return generation.options.refusesOtherProtocols ? SSL_TLSEXT_ERR_ALERT_FATAL : SSL_TLSEXT_ERR_NOACK
        }
        // OpenSSL copies it before the offer goes away.
        name?.pointee = offered.baseAddress.map { $0 + choice.lowerBound }
        length?.pointee = UInt8(choice.count)
        return SSL_TLSEXT_ERR_OK
    }
}
