internal import COpenSSL

/// What both sides agreed on in the handshake.
extension TLSEngine {
    /// The application protocol that was chosen (ALPN).
    var applicationProtocol: String? {
        var name: UnsafePointer<UInt8>?
        var length: UInt32 = 0
        SSL_get0_alpn_selected(session, &name, &length)
        guard let name, length > 0 else { return nil }
        return String(decoding: UnsafeBufferPointer(start: name, count: Int(length)), as: UTF8.self)
    }

    /// The protocol version, such as `TLSv1.3`.
    var version: String { String(cString: SSL_get_version(session)) }

    /// The handshake was short because both sides remembered an earlier one.
    var isResumed: Bool { SSL_session_reused(session) == 1 }

    /// The name that the client asked for (SNI).
    var serverName: String? {
        SSL_get_servername(session, TLSEXT_NAMETYPE_host_name).map { String(cString: $0) }
    }

    /// The certificate that the peer showed, now or in the handshake that was resumed.
    var peerCertificate: TLSCertificate? {
        guard let certificate = SSL_get1_peer_certificate(session) else { return nil }
        defer { X509_free(certificate) }
        return TLSCertificate(certificate)
    }
}
