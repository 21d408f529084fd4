/// What is demanded of a TLS peer; by default everything.
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

    /// The oldest version of the protocol that is accepted.
    public enum Version: Sendable, Hashable {
        /// TLS 1.2 (RFC 5246).
        case v1_2
        /// TLS 1.3 (RFC 8446).
        case v1_3
    }

    /// How far the peer has to prove who it is.
    public var verification = Verification.full
    /// Whom to trust.
    public var roots = TLSRoots.system
    /// The oldest version of the protocol that is accepted.
    public var minimumVersion = Version.v1_2
    /// Application protocols to offer, best first (ALPN, RFC 7301).
    public var applicationProtocols = ["http/1.1"]

    /// Creates the default options: system roots, full verification, TLS 1.2 or later, HTTP/1.1.
    public init() {}
}
