/// The two URL schemes of HTTP.
public enum HTTPScheme: String, Sendable, Hashable, CustomStringConvertible {
    /// Plain TCP.
    case http
    /// TLS over TCP.
    case https

    /// The port used when the URL names none.
    public var defaultPort: UInt16 { self == .http ? 80 : 443 }

    /// The name as it stands in a URL.
    public var description: String { rawValue }
}
