/// An absolute `http` or `https` URL, split into what a request needs (RFC 3986, RFC 9110 section 4.2).
///
/// Strict on purpose: no user information (credentials belong in a header), no characters that have to be
/// percent-encoded, no empty host. A fragment is dropped, because it is never sent.
public struct HTTPURL: Sendable, Hashable, CustomStringConvertible {
    /// Scheme, host in lower case, and port.
    public let origin: HTTPOrigin
    /// Path and query as sent in the request line; begins with `/`.
    public let target: String

    /// Parses a URL.
    ///
    /// - Throws: `invalidURL` with the reason.
    public init(_ text: String) throws(NetworkError) {
        var parser = HTTPURLParser(text)
        self = try parser.parse()
    }

    init(origin: HTTPOrigin, target: String) {
        self.origin = origin
        self.target = target
    }

    /// The host, without brackets around an IPv6 address.
    public var host: String { origin.endpoint.host }

    /// The path without the query.
    public var path: String {
        String(Substring(target.utf8.prefix { $0 != UInt8(ascii: "?") }))
    }

    /// What stands after the first `?`, if anything does.
    public var query: String? {
        target.utf8.firstIndex(of: UInt8(ascii: "?")).map { String(target[target.index(after: $0)...]) }
    }

    /// The URL in its normal form.
    public var description: String { "\(origin.scheme)://\(origin.hostField)\(target)" }

    /// Adds path segments before the query, with exactly one `/` between.
    ///
    /// - Parameter suffix: Percent-encoded already, such as `chat/completions`.
    /// - Throws: `invalidURL` for characters that have to be percent-encoded.
    public func appending(path suffix: String) throws(NetworkError) -> HTTPURL {
        try HTTPURLParser.check(target: suffix, of: suffix)
        guard !suffix.utf8.contains(where: { $0 == UInt8(ascii: "?") || $0 == UInt8(ascii: "#") }) else {
            throw NetworkError(.invalidURL, "a path to append has no query and no fragment, found '\(suffix)'")
        }
        // Bytes, not characters: finding where those end takes longer than everything else here.
        var base = path.utf8[...]
        while base.last == UInt8(ascii: "/") { base = base.dropLast() }
        let tail = Substring(suffix.utf8.drop { $0 == UInt8(ascii: "/") })
        return HTTPURL(origin: origin, target: "\(Substring(base))/\(tail)" + (query.map { "?\($0)" } ?? ""))
    }
}
