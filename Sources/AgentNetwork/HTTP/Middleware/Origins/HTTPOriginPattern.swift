/// Which web pages may use a server: one origin, or one host on every port.
public struct HTTPOriginPattern: Sendable, Hashable {
    private enum Kind: Hashable {
        case any
        /// The origin as browsers write it.
        case exact(String)
        /// Scheme and host, to be followed by a port or by nothing.
        case anyPort(String)
    }

    private let kind: Kind

    private init(_ kind: Kind) {
        self.kind = kind
    }

    /// Pages of every origin.
    public static let any = HTTPOriginPattern(.any)

    /// Pages that this machine serves, on every port.
    public static let loopback = ["http", "https"].flatMap { scheme in
        ["localhost", "127.0.0.1", "[::1]"].map { HTTPOriginPattern(.anyPort("\(scheme)://\($0)")) }
    }

    /// Parses an origin such as `https://app.example.com`, one with the port `*` such as `http://localhost:*`, or `*`.
    ///
    /// - Throws: `invalidUse` for anything else; for `null` as well, which is what pages send that hide where they are from.
    public init(_ text: String) throws(NetworkError) {
        guard text != "*" else {
            self = .any
            return
        }
        let origin = text.lowercased()
        let isAnyPort = origin.hasSuffix(":*")
        let base = isAnyPort ? String(origin.dropLast(2)) : origin
        guard let parts = Self.split(base[...]), !isAnyPort || parts.port == nil else {
            throw NetworkError(
                .invalidUse,
                "expected an origin such as https://app.example.com, http://localhost:* or *, found '\(text)'")
        }
        // Browsers leave the usual port out.
        let isUsual = parts.scheme == "http" && parts.port == "80" || parts.scheme == "https" && parts.port == "443"
        let host = "\(parts.scheme)://\(parts.host)"
        if isAnyPort {
            self.init(.anyPort(host))
        } else {
            self.init(.exact(isUsual ? host : base))
        }
    }

    /// Whether the `Origin` of a request fits.
    func matches(_ origin: String) -> Bool {
        switch kind {
        case .any:
            return true
        case .exact(let text):
            return origin.utf8.equalsIgnoringASCIICase(text)
        case .anyPort(let host):
            guard origin.utf8.prefix(host.utf8.count).equalsIgnoringASCIICase(host) else { return false }
            let rest = origin.utf8.dropFirst(host.utf8.count)
            return rest.isEmpty || Self.isPort(rest)
        }
    }

    private static func split(
        _ origin: Substring
    ) -> (scheme: Substring, host: Substring, port: Substring?)? {
        guard let colon = origin.firstIndex(of: ":"), origin[colon...].hasPrefix("://") else { return nil }
        let scheme = origin[..<colon]
        let authority = origin[colon...].dropFirst(3)
        let isLiteral = authority.first == "["
        let hostEnd =
            isLiteral ? authority.firstIndex(of: "]").map(authority.index(after:)) : authority.firstIndex(of: ":")
        let host = authority[..<(hostEnd ?? authority.endIndex)]
        let rest = authority[host.endIndex...]
        guard !scheme.isEmpty, !host.isEmpty, !isLiteral || hostEnd != nil, host.utf8.allSatisfy(hostBytes.contains),
            rest.isEmpty || isPort(rest.utf8)
        else { return nil }
        return (scheme, host, rest.isEmpty ? nil : rest.dropFirst())
    }

    private static let hostBytes = ASCIISet.alphanumerics.union(ASCIISet("-._[]:"))

    /// A colon and a port.
    private static func isPort(_ text: Substring.UTF8View) -> Bool {
        let digits = text.dropFirst()
        return text.first == ASCII.colon && (1...5).contains(digits.count)
            && digits.allSatisfy { ASCII.digit($0) != nil }
    }
}
