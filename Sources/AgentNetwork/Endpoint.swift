/// A host, by name or address literal, and a port.
public struct Endpoint: Sendable, Hashable, CustomStringConvertible {
    /// A DNS name, or an IPv4 or IPv6 address without brackets.
    public let host: String
    /// The port number.
    public let port: UInt16

    /// Creates an endpoint; nothing is resolved.
    public init(host: String, port: UInt16) {
        self.host = host
        self.port = port
    }

    /// `host:port`, with brackets around an IPv6 address.
    public var description: String { "\(bracketedHost):\(port)" }

    /// The host as it stands in a URL or a `Host` field.
    var bracketedHost: String {
        host.utf8.contains(UInt8(ascii: ":")) ? "[\(host)]" : host
    }
}
