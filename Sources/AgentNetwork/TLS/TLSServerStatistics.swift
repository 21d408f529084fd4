/// What became of a server's handshakes since its context was made, over all reloads.
public struct TLSServerStatistics: Sendable, Equatable {
    /// Handshakes that led to a connection.
    public var handshakes = 0
    /// Those of them that resumed an earlier session.
    public var resumptions = 0
    /// Handshakes that failed: not TLS, no agreement, no acceptable certificate, too slow, broken off.
    public var failures = 0
    /// Times that the certificates and options were replaced.
    public var reloads = 0

    /// Creates statistics of nothing done.
    public init() {}
}
