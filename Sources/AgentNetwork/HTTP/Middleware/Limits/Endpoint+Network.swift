internal import CAgentSystem

extension Endpoint {
    /// What the other end of a connection cannot change at will: its IPv4 address, or the network (/64) of its IPv6 address.
    var network: String {
        guard host.utf8.contains(ASCII.colon), let address = SocketAddress(host, port: 0), address.family == .v6 else {
            return host
        }
        return withUnsafeBytes(of: address.raw.storage) { raw in
            // The address follows family, port and flow information, in network order.
            let prefix = UInt64(bigEndian: raw.loadUnaligned(fromByteOffset: 8, as: UInt64.self))
            // The loopback address, and IPv4 in the clothes of IPv6.
            guard prefix != 0 else { return host }
            return String(prefix, radix: 16) + "::/64"
        }
    }
}
