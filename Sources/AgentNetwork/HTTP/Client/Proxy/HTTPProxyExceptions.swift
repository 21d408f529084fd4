/// The hosts that are reached without a proxy: what `NO_PROXY` says, read as curl reads it.
///
/// A name stands for itself and everything below it, with or without a dot before it (`example.com`, `.example.com`,
/// `*.example.com`); an address for itself; a prefix length makes it a network (`10.0.0.0/8`); a port restricts an entry to it
/// (`example.com:8080`, `[::1]:80`); `*` stands for every host. What is none of these matches nothing.
struct HTTPProxyExceptions: Sendable, Hashable {
    private enum Hosts: Hashable {
        case all
        /// In lower case, without dots at its ends.
        case domain(String)
        /// The address's first bits.
        case network(address: [UInt8], bits: Int)
    }

    private struct Rule: Hashable {
        let hosts: Hosts
        /// nil stands for every port.
        let port: UInt16?
    }

    private let rules: [Rule]

    /// - Parameter text: Entries with commas or blanks between them.
    init(_ text: String = "") {
        rules = text.split { $0 == "," || $0.isWhitespace }.compactMap { Self.rule($0) }
    }

    func contains(_ endpoint: Endpoint) -> Bool {
        guard !rules.isEmpty else { return false }
        let address = SocketAddress(endpoint.host, port: 0)?.bytes
        let name = Self.trimmingDots(endpoint.host.lowercased()[...])
        return rules.contains { rule in
            guard rule.port == nil || rule.port == endpoint.port else { return false }
            return switch rule.hosts {
            case .all: true
            case .domain(let domain): address == nil && (name == domain || name.hasSuffix("." + domain))
            case .network(let network, let bits): address.map { Self.agree($0, network, bits: bits) } ?? false
            }
        }
    }

    private static func rule(_ entry: Substring) -> Rule? {
        if entry == "*" { return Rule(hosts: .all, port: nil) }
        guard let (host, port) = splitPort(entry) else { return nil }
        let parts = host.split(separator: "/", maxSplits: 1, omittingEmptySubsequences: false)
        if let address = SocketAddress(String(parts[0]), port: 0)?.bytes {
            guard parts.count > 1 else {
                return Rule(hosts: .network(address: address, bits: address.count * 8), port: port)
            }
            guard let bits = ASCII.decimal(parts[1].utf8), bits <= address.count * 8 else { return nil }
            return Rule(hosts: .network(address: address, bits: bits), port: port)
        }
        let domain = trimmingDots((host.hasPrefix("*.") ? host.dropFirst(2) : host[...]).lowercased()[...])
        return domain.isEmpty || parts.count > 1 ? nil : Rule(hosts: .domain(String(domain)), port: port)
    }

    /// Separates `host:port` and `[address]:port`; nil for a port that is none.
    private static func splitPort(_ entry: Substring) -> (host: Substring, port: UInt16?)? {
        if entry.hasPrefix("[") {
            guard let end = entry.firstIndex(of: "]") else { return nil }
            let host = entry[entry.index(after: entry.startIndex)..<end]
            let tail = entry[entry.index(after: end)...]
            if tail.isEmpty { return (host, nil) }
            if tail.hasPrefix("/") { return (host + tail, nil) }
            guard tail.hasPrefix(":"), let port = UInt16(tail.dropFirst()) else { return nil }
            return (host, port)
        }
        // More than one colon is an IPv6 address.
        guard let colon = entry.firstIndex(of: ":"), colon == entry.lastIndex(of: ":") else { return (entry, nil) }
        guard let port = UInt16(entry[entry.index(after: colon)...]) else { return nil }
        return (entry[..<colon], port)
    }

    private static func trimmingDots(_ name: Substring) -> Substring {
        var name = name
        while name.hasPrefix(".") { name = name.dropFirst() }
        while name.hasSuffix(".") { name = name.dropLast() }
        return name
    }

    private static func agree(_ left: [UInt8], _ right: [UInt8], bits: Int) -> Bool {
        guard left.count == right.count else { return false }
        let (bytes, rest) = (bits / 8, bits % 8)
        guard left[..<bytes] == right[..<bytes] else { return false }
        return rest == 0 || (left[bytes] ^ right[bytes]) >> (8 - rest) == 0
    }
}
