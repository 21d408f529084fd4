internal import CAgentSystem

/// A numeric network address with a port.
public struct SocketAddress: Sendable, CustomStringConvertible {
    /// The protocol family.
    public enum Family: Sendable, Hashable {
        /// IPv4.
        case v4
        /// IPv6.
        case v6
    }

    let raw: agent_address

    init(raw: agent_address) {
        self.raw = raw
    }

    /// Parses an IPv4 or IPv6 literal (without brackets); nil for anything else, names included.
    public init?(_ literal: String, port: UInt16) {
        var raw = agent_address()
        guard agent_address_parse(literal, port, &raw) else { return nil }
        self.raw = raw
    }

    /// The protocol family.
    public var family: Family {
        withUnsafePointer(to: raw) { agent_address_family($0) } == AF_INET6 ? .v6 : .v4
    }

    /// The port number.
    public var port: UInt16 {
        withUnsafePointer(to: raw) { agent_address_port($0) }
    }

    /// The numeric host, without brackets.
    public var host: String {
        withUnsafeTemporaryAllocation(of: CChar.self, capacity: 128) { buffer in
            guard let start = buffer.baseAddress,
                withUnsafePointer(to: raw, { agent_address_host($0, start, buffer.count) })
            else { return "" }
            return String(cString: start)
        }
    }

    /// `host:port`, with brackets around an IPv6 address.
    public var description: String { Endpoint(host: host, port: port).description }
}

extension SocketAddress: Hashable {
    /// Whether both are the same address and port.
    public static func == (left: SocketAddress, right: SocketAddress) -> Bool {
        left.key.words == right.key.words
    }

    /// Hashes host and port.
    public func hash(into hasher: inout Hasher) {
        let words = key.words
        hasher.combine(words.0)
        hasher.combine(words.1)
        hasher.combine(words.2)
        hasher.combine(words.3)
    }

    private var key: agent_address_key {
        withUnsafePointer(to: raw) { agent_address_get_key($0) }
    }
}
