internal import CAgentSystem
internal import COpenSSL

@testable internal import AgentNetwork

/// The client's end of a TLS connection.
// Safe: used on the connection's own thread only.
struct TLSTestClientPeer: @unchecked Sendable {
    let session: OpaquePointer
    private let context: OpaquePointer
    let peer: TestPeer

    /// nil when the handshake fails.
    init?(_ settings: TLSTestClient.Settings, endpoint: Endpoint) {
        let descriptor = TLSTestClient.open(endpoint)
        guard descriptor >= 0, let context = SSL_CTX_new(TLS_client_method()),
            let session = Self.session(settings, context)
        else { return nil }
        self.context = context
        self.session = session
        peer = TestPeer(descriptor: descriptor)
        SSL_set_fd(session, descriptor)
        guard SSL_connect(session) == 1 else {
            free()
            return nil
        }
    }

    private static func session(_ settings: TLSTestClient.Settings, _ context: OpaquePointer) -> OpaquePointer? {
        if let version = settings.version { _ = agent_ssl_context_set_versions(context, version, version) }
        if let ciphers = settings.ciphers { SSL_CTX_set_cipher_list(context, ciphers) }
        if let identity = settings.identity {
            SSL_CTX_use_certificate(context, identity.certificate)
            SSL_CTX_use_PrivateKey(context, identity.key)
        }
        guard let session = SSL_new(context) else { return nil }
        if let name = settings.name { _ = agent_ssl_set_server_name(session, name) }
        if !settings.protocols.isEmpty {
            let list = settings.protocols.flatMap { [UInt8($0.utf8.count)] + $0.utf8 }
            SSL_set_alpn_protos(session, list, UInt32(list.count))
        }
        if let earlier = settings.session {
            withExtendedLifetime(earlier) { _ = SSL_set_session(session, earlier.pointer) }
        }
        return session
    }

    func free() {
        SSL_free(session)
        SSL_CTX_free(context)
        agent_close(peer.descriptor)
    }

    /// Whether the handshake resumed the session that was given.
    var isResumed: Bool { SSL_session_reused(session) == 1 }

    /// The session so far; with TLS 1.3 it is of use after a read.
    func takeSession() -> TLSSession? {
        SSL_get1_session(session).map { TLSSession(owning: $0) }
    }

    /// The server's certificate.
    var certificate: TLSCertificate? {
        guard let certificate = SSL_get1_peer_certificate(session) else { return nil }
        defer { X509_free(certificate) }
        return TLSCertificate(certificate)
    }

    /// What ALPN chose.
    var applicationProtocol: String? {
        var name: UnsafePointer<UInt8>?
        var length: UInt32 = 0
        SSL_get0_alpn_selected(session, &name, &length)
        guard let name, length > 0 else { return nil }
        return String(decoding: UnsafeBufferPointer(start: name, count: Int(length)), as: UTF8.self)
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

    /// What comes next; nil at the proper end of the stream or when it breaks.
    func read() -> [UInt8]? {
        var buffer = [UInt8](repeating: 0, count: 16 * 1024)
        let count = SSL_read(session, &buffer, Int32(buffer.count))
        return count > 0 ? Array(buffer.prefix(Int(count))) : nil
    }

    func readToEnd() -> [UInt8] {
        var all: [UInt8] = []
        while let bytes = read() { all += bytes }
        return all
    }

    /// The other side has said good-bye.
    var sawGoodbye: Bool { SSL_get_shutdown(session) & SSL_RECEIVED_SHUTDOWN != 0 }

    /// Ends this side properly.
    func sayGoodbye() { SSL_shutdown(session) }
}
