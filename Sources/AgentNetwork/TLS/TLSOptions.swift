/// What is demanded of a TLS server, and who this side is; by default everything, and nobody.
public struct TLSOptions: Sendable {
    /// How far the peer has to prove who it is.
    public enum Verification: Sendable, Hashable {
        /// A trusted chain, and a certificate for the host that was asked for.
        case full
        /// A trusted chain, for whatever host.
        case chainOnly
        /// Nothing: an attacker on the path can read and change everything. For experiments only.
        case none
    }

    /// How far the peer has to prove who it is.
    public var verification = Verification.full
    /// Whom to trust.
    public var roots = TLSRoots.system
    /// The name or address that the certificate has to be for; by default the host that is connected to.
    ///
    /// A name is also what is asked for (SNI).
    public var serverName: String?
    /// The certificate to show to a server that asks for one.
    public var identity: TLSIdentity?
    /// The oldest version of the protocol that is accepted.
    public var minimumVersion = TLSVersion.v1_2
    /// The newest version of the protocol that is offered.
    public var maximumVersion = TLSVersion.v1_3
    /// Application protocols to offer, best first (ALPN, RFC 7301).
    public var applicationProtocols = ["http/1.1"]
    /// Sessions kept for shorter handshakes with the same servers; 0 keeps none.
    public var maxCachedSessions = 256

    /// Creates the default options: system roots, full verification, TLS 1.2 or later, HTTP/1.1.
    public init() {}

    func versions() throws(NetworkError) -> ClosedRange<TLSVersion> {
        try TLSVersion.range(from: minimumVersion, to: maximumVersion)
    }
}
