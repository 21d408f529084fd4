/// Splits the text of an ``HTTPURL``.
struct HTTPURLParser {
    private let text: String
    private var rest: Substring.UTF8View

    /// Longer URLs are refused; servers commonly stop at 8 KiB.
    static let maxLength = 16 * 1024

    init(_ text: String) {
        self.text = text
        rest = Substring(text).utf8
    }

    mutating func parse() throws(NetworkError) -> HTTPURL {
        guard text.utf8.count <= Self.maxLength else {
            throw NetworkError(.invalidURL, "a URL has at most \(Self.maxLength) bytes, found \(text.utf8.count)")
        }
        let scheme = try takeScheme()
        let authority = rest.prefix { !"/?#".utf8.contains($0) }
        rest = rest.dropFirst(authority.count)
        let endpoint = try parseAuthority(authority, scheme: scheme)
        let target = String(Substring(rest.prefix { $0 != UInt8(ascii: "#") }))
        try Self.check(target: target, of: text)
        return HTTPURL(
            origin: HTTPOrigin(scheme: scheme, endpoint: endpoint),
            target: target.utf8.first == UInt8(ascii: "/") ? target : "/" + target
        )
    }

    /// Refuses what may not stand in a request line; a blank or a line break there starts a second request.
    static func check(target: String, of text: String) throws(NetworkError) {
        for byte in target.utf8 where byte <= 0x20 || byte >= 0x7F || "\"<>\\^`{|}".utf8.contains(byte) {
            let found = "byte 0x" + String(byte, radix: 16)
            throw NetworkError(
                .invalidURL,
                "path and query hold URL characters only, found \(found) in '\(printable(text))'; percent-encode it"
            )
        }
    }

    private mutating func takeScheme() throws(NetworkError) -> HTTPScheme {
        for scheme in [HTTPScheme.https, .http] {
            let prefix = scheme.rawValue + "://"
            if rest.prefix(prefix.utf8.count).equalsIgnoringASCIICase(prefix) {
                rest = rest.dropFirst(prefix.utf8.count)
                return scheme
            }
        }
        throw invalid("expected http:// or https:// at the start")
    }

    private func parseAuthority(
        _ authority: Substring.UTF8View,
        scheme: HTTPScheme
    ) throws(NetworkError) -> Endpoint {
        guard !authority.contains(UInt8(ascii: "@")) else {
            // The text is not repeated here: it holds a password.
            throw NetworkError(.invalidURL, "a URL holds no user or password; send them in an Authorization field")
        }
        let (host, port) = try splitPort(authority)
        return Endpoint(host: host, port: try parsePort(port) ?? scheme.defaultPort)
    }

    private func splitPort(
        _ authority: Substring.UTF8View
    ) throws(NetworkError) -> (host: String, port: Substring.UTF8View?) {
        if authority.first == UInt8(ascii: "[") {
            guard let end = authority.firstIndex(of: UInt8(ascii: "]")) else {
                throw invalid("expected ] after the IPv6 address")
            }
            let literal = String(Substring(authority[authority.index(after: authority.startIndex)..<end]))
            guard SocketAddress(literal, port: 0)?.family == .v6 else {
                throw invalid("expected an IPv6 address between [ and ]")
            }
            let tail = authority[authority.index(after: end)...]
            guard tail.isEmpty || tail.first == ASCII.colon else { throw invalid("expected : and a port after ]") }
            return (literal.lowercased(), tail.isEmpty ? nil : tail.dropFirst())
        }
        let host = authority.prefix { $0 != ASCII.colon }
        guard !host.isEmpty else { throw invalid("expected a host") }
        guard host.count <= 253, host.allSatisfy(Self.isHostByte) else {
            throw invalid("expected a host of letters, digits, '-', '.' and '_' (other names in their xn-- form)")
        }
        let tail = authority.dropFirst(host.count)
        return (String(Substring(host)).lowercased(), tail.isEmpty ? nil : tail.dropFirst())
    }

    /// An empty port stands for the default one (RFC 3986 section 3.2.3).
    private func parsePort(_ digits: Substring.UTF8View?) throws(NetworkError) -> UInt16? {
        guard let digits, !digits.isEmpty else { return nil }
        guard digits.count <= 5, let value = ASCII.decimal(digits), let port = UInt16(exactly: value), port > 0 else {
            throw invalid("expected a port from 1 to 65535")
        }
        return port
    }

    private static func isHostByte(_ byte: UInt8) -> Bool {
        switch ASCII.lowercased(byte) {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"),
            UInt8(ascii: "."), UInt8(ascii: "_"):
            true
        default:
            false
        }
    }

    private func invalid(_ reason: String) -> NetworkError {
        NetworkError(.invalidURL, "\(reason), found '\(Self.printable(text))'")
    }

    /// The text for an error message: short, one line, and without the query, where keys are found.
    private static func printable(_ text: String) -> String {
        let visible = text.prefix { $0 != "?" }.unicodeScalars.prefix(120)
        return String(String.UnicodeScalarView(visible.map { $0.value < 0x20 || $0.value == 0x7F ? "\u{FFFD}" : $0 }))
    }
}
