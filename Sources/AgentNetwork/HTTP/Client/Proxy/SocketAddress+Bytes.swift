internal import CAgentSystem

extension SocketAddress {
    /// The address in network order: 4 bytes, or 16; an IPv4 address in an IPv6 one (`::ffff:127.0.0.1`) counts as IPv4.
    var bytes: [UInt8] {
        withUnsafeBytes(of: raw.storage) { storage in
            // Where sockaddr_in and sockaddr_in6 have it, on every system.
            guard family == .v6 else { return Array(storage[4..<8]) }
            let address = Array(storage[8..<24])
            let isMapped = address[..<10].allSatisfy { $0 == 0 } && address[10] == 0xFF && address[11] == 0xFF
            return isMapped ? Array(address[12...]) : address
        }
    }

    /// Whether the address never leaves the machine: 127.0.0.0/8 or ::1.
    var isLoopback: Bool {
        let bytes = bytes
        return bytes.count == 4 ? bytes[0] == 127 : bytes == Array(repeating: 0, count: 15) + [1]
    }
}
