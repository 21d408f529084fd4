/// Scheme, host and port: what a connection can be reused for (RFC 9110 section 4.3.1).
public struct HTTPOrigin: Sendable, Hashable, CustomStringConvertible {
    /// Whether TLS is used.
    public let scheme: HTTPScheme
    /// Where to connect.
    public let endpoint: Endpoint

    /// `scheme://host:port`.
    public var description: String { "\(scheme)://\(endpoint)" }

    /// The value of the `Host` field: the port only when it is not the scheme's own.
    var hostField: String {
        endpoint.port == scheme.defaultPort ? endpoint.bracketedHost : endpoint.description
    }
}
