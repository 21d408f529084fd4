internal import COpenSSL

/// One side of a TLS connection without a socket: encrypted bytes go in and come out, as does plain text.
///
/// The session reads and writes memory buffers. That costs one copy, and in return the engine knows nothing of
/// descriptors, is tested without them, and never makes OpenSSL write to a socket, which could raise SIGPIPE.
struct TLSEngine: ~Copyable {
    enum ReadOutcome {
        case plaintext([UInt8])
        /// Feed more encrypted bytes.
        case needsInput
        /// The peer has ended its stream properly.
        case closed
    }

    private let session: OpaquePointer
    private let input: OpaquePointer
    private let output: OpaquePointer
    private let endpoint: Endpoint
    /// After a fatal error OpenSSL forbids further calls, the one that says good-bye included.
    private var hasFailed = false

    /// Prepares a client's side; the host of `endpoint` is what the certificate has to be for.
    init(clientOf endpoint: Endpoint, context: TLSContext) throws(NetworkError) {
        let session = try context.makeClientSession(for: endpoint)
        guard let input = BIO_new(BIO_s_mem()), let output = BIO_new(BIO_s_mem()) else {
            SSL_free(session)
            throw NetworkError(.tlsFailed, "could not create buffers for a TLS session: memory is exhausted")
        }
        self.session = session
        self.input = input
        self.output = output
        self.endpoint = endpoint
        // The session owns both buffers from here on.
        SSL_set_bio(session, input, output)
        SSL_set_connect_state(session)
    }

    deinit {
        SSL_free(session)
    }

    /// The application protocol that the peer chose (ALPN).
    var applicationProtocol: String? {
        var name: UnsafePointer<UInt8>?
        var length: UInt32 = 0
        SSL_get0_alpn_selected(session, &name, &length)
        guard let name, length > 0 else { return nil }
        return String(decoding: UnsafeBufferPointer(start: name, count: Int(length)), as: UTF8.self)
    }

    /// The protocol version agreed on, such as `TLSv1.3`.
    var version: String { String(cString: SSL_get_version(session)) }

    /// Encrypted bytes wait for the rest of their record.
    var holdsPartialRecord: Bool {
        BIO_ctrl_pending(input) > 0 || SSL_has_pending(session) == 1
    }

    /// Goes on with the handshake; false when the peer's next message is needed.
    mutating func handshake() throws(NetworkError) -> Bool {
        OpenSSLErrors.clear()
        let status = SSL_do_handshake(session)
        guard status != 1 else { return true }
        switch SSL_get_error(session, status) {
        case SSL_ERROR_WANT_READ, SSL_ERROR_WANT_WRITE: return false
        default: throw fail(during: .tlsHandshake)
        }
    }

    /// Takes encrypted bytes from the peer.
    mutating func feed(_ bytes: [UInt8]) {
        // A memory buffer takes everything; only exhausted memory makes it refuse, and then the handshake fails.
        _ = bytes.withUnsafeBytes { BIO_write(input, $0.baseAddress, Int32(clamping: $0.count)) }
    }

    /// Decrypts up to `max` bytes.
    mutating func read(max: Int) throws(NetworkError) -> ReadOutcome {
        OpenSSLErrors.clear()
        var status: Int32 = 0
        let plaintext = [UInt8](unsafeUninitializedCapacity: max) { buffer, count in
            // One call yields one record at most.
            while count < max, let start = buffer.baseAddress {
                status = SSL_read(session, start + count, Int32(clamping: max - count))
                guard status > 0 else { return }
                count += Int(status)
            }
        }
        guard plaintext.isEmpty else { return .plaintext(plaintext) }
        switch SSL_get_error(session, status) {
        case SSL_ERROR_WANT_READ, SSL_ERROR_WANT_WRITE: return .needsInput
        case SSL_ERROR_ZERO_RETURN: return .closed
        default: throw fail(during: .read)
        }
    }

    /// Encrypts some of the bytes, at most one record, and returns how many.
    mutating func write(_ bytes: ArraySlice<UInt8>) throws(NetworkError) -> Int {
        OpenSSLErrors.clear()
        let status = bytes.withUnsafeBytes { SSL_write(session, $0.baseAddress, Int32(clamping: $0.count)) }
        guard status <= 0 else { return Int(status) }
        throw fail(during: .write)
    }

    /// Takes the encrypted bytes that have to be sent.
    mutating func takeOutput() -> [UInt8] {
        let count = BIO_ctrl_pending(output)
        guard count > 0 else { return [] }
        return [UInt8](unsafeUninitializedCapacity: count) { buffer, initialized in
            initialized = Int(max(0, BIO_read(output, buffer.baseAddress, Int32(clamping: count))))
        }
    }

    /// Says that nothing more will be sent (close_notify).
    mutating func finish() {
        guard !hasFailed, SSL_is_init_finished(session) == 1 else { return }
        OpenSSLErrors.clear()
        _ = SSL_shutdown(session)
    }

    private mutating func fail(during phase: NetworkError.Phase) -> NetworkError {
        hasFailed = true
        let error = OpenSSLErrors.take()
        let verdict = SSL_get_verify_result(session)
        if phase == .tlsHandshake, verdict != X509_V_OK {
            return NetworkError(
                .tlsVerificationFailed,
                "expected a certificate for '\(endpoint.host)' from a trusted authority; if it is your own, add its root"
                    + " (TLSOptions.roots)",
                endpoint: endpoint,
                phase: phase,
                underlying: .tls(String(cString: X509_verify_cert_error_string(verdict)))
            )
        }
        let advice =
            switch error?.reason {
            case SSL_R_WRONG_VERSION_NUMBER: "the port does not speak TLS; check the port, or use http://"
            case .none: "the stream broke off"
            default: "the peer and this side do not agree, see the cause"
            }
        return NetworkError(
            .tlsFailed, "TLS with \(endpoint) failed: \(advice)", endpoint: endpoint, phase: phase,
            underlying: error.map { .tls($0.text) })
    }
}
