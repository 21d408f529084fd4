/// Where a server listens.
public struct ListenAddress: Hashable, Sendable, CustomStringConvertible {
    /// A host name or address; an IPv6 address without its brackets.
    public var host: String
    /// The port; 0 lets the system choose.
    public var port: UInt16

    /// Names a place.
    public init(host: String, port: UInt16) {
        self.host = host
        self.port = port
    }

    /// Reads `HOST:PORT`, an IPv6 address in brackets; fails for anything else.
    public init?(_ text: String) {
        guard let colon = text.lastIndex(of: ":") else { return nil }
        let digits = text[text.index(after: colon)...]
        guard digits.allSatisfy({ ("0"..."9").contains($0) }), let port = UInt16(digits) else { return nil }
        var host = text[..<colon]
        if host.first == "[", host.last == "]", host.count > 2 {
            host = host.dropFirst().dropLast()
        } else if host.contains(":") || host.contains("[") || host.contains("]") {
            return nil
        }
        guard !host.isEmpty, !host.contains(where: { $0.isWhitespace || $0 == "/" }) else { return nil }
        self.init(host: String(host), port: port)
    }

    /// `HOST:PORT`.
    public var description: String {
        host.contains(":") ? "[\(host)]:\(port)" : "\(host):\(port)"
    }
}

extension ListenAddress {
    init(_ node: ConfigurationNode) throws(ConfigurationError) {
        guard let address = ListenAddress(try node.text()) else {
            throw node.invalid("HOST:PORT, such as 127.0.0.1:8080")
        }
        self = address
    }
}
