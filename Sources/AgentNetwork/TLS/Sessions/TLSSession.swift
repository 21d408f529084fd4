internal import COpenSSL

/// The secret of an earlier connection, with which a handshake is shorter.
// Safe: nothing here changes the session, and OpenSSL locks what it changes.
final class TLSSession: @unchecked Sendable {
    let pointer: OpaquePointer

    /// Takes a reference over.
    init(owning pointer: OpaquePointer) {
        self.pointer = pointer
    }

    deinit {
        SSL_SESSION_free(pointer)
    }

    /// Whether it is for one connection only: with TLS 1.3 an onlooker could otherwise tell that two connections belong to
    /// one client (RFC 8446 appendix C.4).
    var isForOneUse: Bool { SSL_SESSION_get_protocol_version(pointer) >= TLS1_3_VERSION }
}
