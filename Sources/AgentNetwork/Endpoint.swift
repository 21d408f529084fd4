/// Where a peer is: a host, by name or address literal, and a port; or the path of a Unix socket.
public struct Endpoint: Sendable, Hashable, CustomStringConvertible {
    /// A DNS name, or an IPv4 or IPv6 address without brackets; empty for a Unix socket.
    public let host: String
    /// The port number; 0 for a Unix socket.
    public let port: UInt16
    /// The path of a Unix socket; empty for the unnamed end of one, nil for a host.
    public let unixPath: String?

    /// Creates an endpoint; nothing is resolved.
    public init(host: String, port: UInt16) {
        self.host = host
        self.port = port
        unixPath = nil
    }

    private init(unixPath: String) {
        host = ""
        port = 0
        self.unixPath = unixPath
    }

    /// The endpoint of a Unix socket.
    public static func unix(path: String) -> Endpoint {
        Endpoint(unixPath: path)
    }

    init(_ address: SocketAddress) {
        self.init(host: address.host, port: address.port)
    }

    /// `host:port`, with brackets around an IPv6 address; `unix:path` for a Unix socket.
    public var description: String {
        unixPath.map { "unix:\($0)" } ?? "\(bracketedHost):\(port)"
    }

    /// The host as it stands in a URL or a `Host` field.
    var bracketedHost: String {
        host.utf8.contains(UInt8(ascii: ":")) ? "[\(host)]" : host
    }
}
