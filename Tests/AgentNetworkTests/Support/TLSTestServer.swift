internal import CAgentSystem
internal import COpenSSL
internal import Foundation

@testable internal import AgentNetwork

/// A TLS server on OpenSSL's own blocking sockets, so that nothing of the tested code is on both ends.
struct TLSTestServer: Sendable {
    let server: TestServer

    struct Settings: Sendable {
        var certificate: TestCertificate
        var version: Int32?
        /// The application protocols that the server accepts.
        var applicationProtocol: String?
        /// Demands a certificate of this authority from clients.
        var clientAuthority: TestCertificate?
    }

    init(
        _ settings: Settings,
        address: TestServer.Address = .v4,
        serve: @escaping @Sendable (TLSTestPeer) -> Void
    ) throws {
        server = try TestServer(address) { peer, _ in
            // OpenSSL writes without MSG_NOSIGNAL; the signal goes to the writing thread and is held back here.
            var signals = sigset_t()
            sigemptyset(&signals)
            sigaddset(&signals, SIGPIPE)
            pthread_sigmask(SIG_BLOCK, &signals, nil)
            guard let tls = TLSTestPeer(settings, peer: peer) else { return }
            serve(tls)
            tls.free()
        }
    }

    var endpoint: Endpoint { server.endpoint }
    func stop() { server.stop() }
}

/// The server's end of a TLS connection.
struct TLSTestPeer: @unchecked Sendable {
    // Safe: used on the connection's own thread only.
    private let session: OpaquePointer
    private let context: OpaquePointer
    let peer: TestPeer
    /// What SNI asked for.
    let requestedName: String?

    /// nil when the handshake fails.
    init?(_ settings: TLSTestServer.Settings, peer: TestPeer) {
        guard let context = SSL_CTX_new(TLS_server_method()) else { return nil }
        SSL_CTX_use_certificate(context, settings.certificate.certificate)
        SSL_CTX_use_PrivateKey(context, settings.certificate.key)
        if let version = settings.version {
            SSL_CTX_ctrl(context, SSL_CTRL_SET_MIN_PROTO_VERSION, Int(version), nil)
            SSL_CTX_ctrl(context, SSL_CTRL_SET_MAX_PROTO_VERSION, Int(version), nil)
        }
        if let authority = settings.clientAuthority {
            X509_STORE_add_cert(SSL_CTX_get_cert_store(context), authority.certificate)
            SSL_CTX_set_verify(context, SSL_VERIFY_PEER | SSL_VERIFY_FAIL_IF_NO_PEER_CERT, nil)
        }
        if settings.applicationProtocol != nil {
            SSL_CTX_set_alpn_select_cb(
                context,
                { _, output, length, offered, _, _ in
                    // The first one that the client offers.
                    guard let offered else { return SSL_TLSEXT_ERR_NOACK }
                    output?.pointee = offered + 1
                    length?.pointee = offered.pointee
                    return SSL_TLSEXT_ERR_OK
                }, nil)
        }
        guard let session = SSL_new(context) else { return nil }
        SSL_set_fd(session, peer.descriptor)
        guard SSL_accept(session) == 1 else {
            SSL_free(session)
            SSL_CTX_free(context)
            return nil
        }
        self.session = session
        self.context = context
        self.peer = peer
        requestedName = SSL_get_servername(session, TLSEXT_NAMETYPE_host_name).map { String(cString: $0) }
    }

    func free() {
        SSL_free(session)
        SSL_CTX_free(context)
    }

    /// The subject of the client's certificate.
    var clientSubject: String? {
        guard let certificate = SSL_get1_peer_certificate(session) else { return nil }
        defer { X509_free(certificate) }
        return TLSCertificate(certificate).subject
    }

    func read(until end: String) -> String {
        var bytes: [UInt8] = []
        var byte: UInt8 = 0
        let mark = Array(end.utf8)
        while bytes.suffix(mark.count) != mark[...], SSL_read(session, &byte, 1) == 1 { bytes.append(byte) }
        return String(decoding: bytes, as: UTF8.self)
    }

    /// What comes next, everything that is decrypted included; empty at the end of the stream.
    func readSome() -> [UInt8] {
        var bytes: [UInt8] = []
        var buffer = [UInt8](repeating: 0, count: 16 * 1024)
        repeat {
            let count = SSL_read(session, &buffer, Int32(buffer.count))
            guard count > 0 else { return bytes }
            bytes += buffer.prefix(Int(count))
        } while SSL_pending(session) > 0
        return bytes
    }

    func readToEnd() -> Int {
        var total = 0
        var buffer = [UInt8](repeating: 0, count: 16 * 1024)
        while case let count = SSL_read(session, &buffer, Int32(buffer.count)), count > 0 { total += Int(count) }
        return total
    }

    func write(_ bytes: [UInt8]) {
        var rest = bytes[...]
        while !rest.isEmpty {
            let count = rest.withUnsafeBytes { SSL_write(session, $0.baseAddress, Int32(clamping: $0.count)) }
            guard count > 0 else { return }
            rest = rest.dropFirst(Int(count))
        }
    }

    func write(_ text: String) { write(Array(text.utf8)) }

    /// The proper end; without it the stream is truncated.
    func sayGoodbye() {
        SSL_shutdown(session)
    }
}
