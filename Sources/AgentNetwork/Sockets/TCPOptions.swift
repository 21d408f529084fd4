/// How a TCP connection is opened and how long its steps may take.
public struct TCPOptions: Sendable {
    /// Limit on name resolution and connecting together (and the TLS handshake, where there is one).
    public var connectTimeout: Duration = .seconds(10)
    /// The head start of one address before the next is tried beside it (RFC 8305 section 5).
    public var connectAttemptDelay: Duration = .milliseconds(250)
    /// Limit on the wait for the next bytes; nil waits for ever.
    public var readTimeout: Duration? = .seconds(60)
    /// Limit on the wait for the peer to take bytes; nil waits for ever.
    public var writeTimeout: Duration? = .seconds(60)
    /// Whether small writes leave at once (TCP_NODELAY).
    public var noDelay = true

    /// Creates the default options.
    public init() {}
}
