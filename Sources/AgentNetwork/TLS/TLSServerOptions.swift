/// Who a TLS server is, and what it demands of its clients.
public struct TLSServerOptions: Sendable {
    /// Whether clients have to prove who they are (mutual TLS).
    public enum ClientVerification: Sendable, Hashable {
        /// No client is asked.
        case none
        /// A client may show a certificate; one that the roots do not vouch for ends the handshake.
        case optional(TLSRoots)
        /// A client has to show a certificate that the roots vouch for.
        case required(TLSRoots)
    }

    /// The certificates to choose from, at least one.
    ///
    /// A client gets the first one that is for the name it asks for (SNI), exact names before wildcards; the first of all when
    /// it asks for no name, or for one that none is for. Certificates for the same names with keys of different kinds stand in
    /// for each other, for clients that know only one kind.
    public var identities: [TLSIdentity]
    /// Whether a client that asks for a name that no certificate is for is turned away (unrecognized_name, RFC 6066).
    public var refusesUnknownNames = false
    /// Application protocols that are spoken, best first (ALPN, RFC 7301); with none the client's offer is ignored.
    public var applicationProtocols = ["http/1.1"]
    /// Whether a client that offers only other protocols is turned away (no_application_protocol, RFC 7301), instead of
    /// going on without a choice.
    ///
    /// A client that offers none is always served.
    public var refusesOtherProtocols = true
    /// Whether clients have to prove who they are.
    public var clientVerification = ClientVerification.none
    /// The oldest version of the protocol that is accepted.
    public var minimumVersion = TLSVersion.v1_2
    /// The newest version of the protocol that is accepted.
    public var maximumVersion = TLSVersion.v1_3
    /// How long a handshake may take altogether, a client that sends nothing included.
    public var handshakeTimeout: Duration = .seconds(10)
    /// How long a client may come back with a shorter handshake; zero issues no tickets.
    public var sessionLifetime: Duration = .seconds(7200)
    /// How long tickets are sealed with one key; it is thrown away after one more such time, in which it only opens them.
    public var ticketKeyLifetime: Duration = .seconds(12 * 3600)

    /// The default options for servers with one certificate.
    public init(identity: TLSIdentity) {
        identities = [identity]
    }

    /// The default options for servers with several certificates, the default one first.
    public init(identities: [TLSIdentity]) {
        self.identities = identities
    }

    func versions() throws(NetworkError) -> ClosedRange<TLSVersion> {
        try TLSVersion.range(from: minimumVersion, to: maximumVersion)
    }
}
