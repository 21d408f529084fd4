internal import COpenSSL

/// One side of a TLS connection without a socket: encrypted bytes go in and come out, as does plain text.
///
/// The session reads and writes a ``TLSWire``. So the engine knows nothing of descriptors, is tested without them, and never
/// makes OpenSSL write to a socket, which could raise SIGPIPE.
struct TLSEngine: ~Copyable {
    enum ReadOutcome {
        case plaintext([UInt8])
        /// Feed more encrypted bytes.
        case needsInput
        /// The peer has ended its stream properly.
        case closed
    }

    enum Role {
        case client(TLSSessionSlot)
        case server(TLSServerGeneration)
    }

    let session: OpaquePointer
    /// Also keeps alive whom OpenSSL's callbacks ask.
    let role: Role
    /// Who is at the other end, for error messages.
    let endpoint: Endpoint
    private let wire: UnsafeMutablePointer<TLSWire>
    /// Why the session is broken: OpenSSL tells it once and forbids further calls, the one that says good-bye included.
    private var failure: NetworkError?
    /// This side has said that it sends no more.
    private var isFinished = false
    /// The peer sent an HTTP request that is not encrypted.
    private(set) var metPlainHTTP = false

    /// Prepares a client's side; the host of `endpoint` is what the certificate has to be for.
    init(clientOf endpoint: Endpoint, context: TLSContext) throws(NetworkError) {
        let (session, slot) = try context.makeSession(for: endpoint)
        try self.init(owning: session, role: .client(slot), endpoint: endpoint)
    }

    /// Prepares a server's side.
    init(serverOf endpoint: Endpoint, generation: TLSServerGeneration) throws(NetworkError) {
        try self.init(owning: generation.makeSession(), role: .server(generation), endpoint: endpoint)
    }

    private init(owning session: OpaquePointer, role: Role, endpoint: Endpoint) throws(NetworkError) {
        let wire = UnsafeMutablePointer<TLSWire>.allocate(capacity: 1)
        wire.initialize(to: TLSWire())
        guard let bio = TLSWire.makeBIO(over: wire) else {
            SSL_free(session)
            wire.deinitialize(count: 1)
            wire.deallocate()
            throw NetworkError(.tlsFailed, "could not create buffers for a TLS session: memory is exhausted")
        }
        // The session owns the buffer from here on.
        SSL_set_bio(session, bio, bio)
        self.session = session
        self.role = role
        self.endpoint = endpoint
        self.wire = wire
    }

    deinit {
        // OpenSSL takes a connection that ends without a good-bye for one whose session must not be resumed (RFC 2246 said
        // so). Whether it may has nothing to do with that, and everything with how it failed, which OpenSSL knows by itself.
        if failure == nil { SSL_set_shutdown(session, SSL_SENT_SHUTDOWN | SSL_RECEIVED_SHUTDOWN) }
        SSL_free(session)
        wire.deinitialize(count: 1)
        wire.deallocate()
    }

    var isClient: Bool {
        if case .client = role { true } else { false }
    }

    /// A read cannot bring anything before more encrypted bytes come.
    var isStarved: Bool {
        failure == nil && wire.pointee.unreadCount == 0 && SSL_has_pending(session) == 0
            && SSL_get_shutdown(session) & SSL_RECEIVED_SHUTDOWN == 0
    }

    /// Encrypted bytes wait for the rest of their record.
    var holdsPartialRecord: Bool {
        wire.pointee.unreadCount > 0 || SSL_has_pending(session) == 1
    }

    /// Bytes that have to be sent.
    var outputCount: Int { wire.pointee.output.count }

    /// Goes on with the handshake; false when the peer's next message is needed.
    mutating func handshake() throws(NetworkError) -> Bool {
        if let failure { throw failure }
        OpenSSLErrors.clear()
        let status = SSL_do_handshake(session)
        guard status != 1 else { return true }
        switch SSL_get_error(session, status) {
        case SSL_ERROR_WANT_READ, SSL_ERROR_WANT_WRITE: return false
        default: throw fail(during: .tlsHandshake)
        }
    }

    /// Keeps encrypted bytes from the peer for the calls to come.
    mutating func feed(_ bytes: UnsafeRawBufferPointer) {
        wire.pointee.lend(bytes)
        wire.pointee.keepRest()
    }

    /// Decrypts up to `max` bytes of what was fed before and of `input`; what is left of that is kept.
    mutating func read(
        max: Int,
        feeding input: UnsafeRawBufferPointer = UnsafeRawBufferPointer(start: nil, count: 0)
    ) throws(NetworkError) -> ReadOutcome {
        if let failure { throw failure }
        wire.pointee.lend(input)
        defer { wire.pointee.keepRest() }
        OpenSSLErrors.clear()
        // Decrypts one record and takes nothing of it: now it is known how much there is, and whether there is any.
        var first: UInt8 = 0
        let status = SSL_peek(session, &first, 1)
        guard status > 0 else { return try outcome(of: status) }
        // Encrypted bytes are more than what is in them, so this is enough for all and hardly more.
        let capacity = min(max, Int(SSL_pending(session)) + wire.pointee.unreadCount)
        let plaintext = [UInt8](unsafeUninitializedCapacity: capacity) { buffer, count in
            guard let start = buffer.baseAddress else { return }
            // One call yields one record at most.
            while count < capacity, SSL_pending(session) > 0 || wire.pointee.unreadCount > 0 {
                let status = SSL_read(session, start + count, Int32(clamping: capacity - count))
                guard status > 0 else {
                    noteFailure(of: status)
                    return
                }
                count += Int(status)
            }
        }
        return .plaintext(plaintext)
    }

    /// Encrypts all of the bytes.
    mutating func write(_ bytes: ArraySlice<UInt8>) throws(NetworkError) {
        if let failure { throw failure }
        guard !isFinished else {
            throw NetworkError(
                .invalidUse, "this side of the TLS connection has been ended; write before that", endpoint: endpoint)
        }
        guard !bytes.isEmpty else { return }
        wire.pointee.reserveOutput(Self.encryptedSize(of: bytes.count))
        OpenSSLErrors.clear()
        let status = bytes.withUnsafeBytes { SSL_write(session, $0.baseAddress, Int32(clamping: $0.count)) }
        guard status == bytes.count else { throw fail(during: .write) }
    }

    /// Takes the encrypted bytes that have to be sent.
    mutating func takeOutput() -> [UInt8] {
        wire.pointee.takeOutput()
    }

    /// Says that nothing more will be sent (close_notify).
    mutating func finish() {
        guard failure == nil, !isFinished, SSL_is_init_finished(session) == 1 else { return }
        isFinished = true
        OpenSSLErrors.clear()
        _ = SSL_shutdown(session)
    }

    /// Room for a header, a nonce, a tag and padding for each record of 16 KiB.
    private static func encryptedSize(of count: Int) -> Int {
        count + (count / (16 * 1024) + 1) * 64
    }

    private mutating func outcome(of status: Int32) throws(NetworkError) -> ReadOutcome {
        switch SSL_get_error(session, status) {
        case SSL_ERROR_WANT_READ, SSL_ERROR_WANT_WRITE: return .needsInput
        case SSL_ERROR_ZERO_RETURN: return .closed
        default: throw fail(during: .read)
        }
    }

    /// Keeps an error for the next call: what was decrypted before it comes first.
    private mutating func noteFailure(of status: Int32) {
        switch SSL_get_error(session, status) {
        case SSL_ERROR_WANT_READ, SSL_ERROR_WANT_WRITE, SSL_ERROR_ZERO_RETURN: break
        default: _ = fail(during: .read)
        }
    }

    private mutating func fail(during phase: NetworkError.Phase) -> NetworkError {
        // The session that was offered may be to blame, so the next attempt is made without.
        if case .client(let slot) = role, phase == .tlsHandshake { slot.cache.forget(slot.endpoint) }
        let diagnosis = TLSDiagnosis(of: session, isClient: isClient, endpoint: endpoint, phase: phase)
        metPlainHTTP = diagnosis.isPlainHTTP
        failure = diagnosis.error
        return diagnosis.error
    }
}
