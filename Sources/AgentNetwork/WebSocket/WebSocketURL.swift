/// An absolute `ws` or `wss` URL (RFC 6455 section 3); as strict as ``HTTPURL``.
public struct WebSocketURL: Sendable, Hashable, CustomStringConvertible {
    /// Where the opening handshake is sent: `ws` as `http`, `wss` as `https`.
    public let http: HTTPURL

    /// Parses a URL.
    ///
    /// - Throws: `invalidURL` with the reason; a fragment, which means nothing here, is one.
    public init(_ text: String) throws(NetworkError) {
        for (scheme, replacement) in [("ws:", "http:"), ("wss:", "https:")] {
            guard text.utf8.prefix(scheme.utf8.count).equalsIgnoringASCIICase(scheme) else { continue }
            guard !text.utf8.contains(UInt8(ascii: "#")) else {
                throw NetworkError(.invalidURL, "a WebSocket URL has no fragment; remove it from # on")
            }
            http = try HTTPURL(replacement + text.dropFirst(scheme.count))
            return
        }
        throw NetworkError(.invalidURL, "expected ws:// or wss:// at the start of a WebSocket URL")
    }

    /// The URL of the endpoint that a URL of the scheme `http` or `https` names.
    public init(_ http: HTTPURL) {
        self.http = http
    }

    /// The URL in its normal form.
    public var description: String {
        (http.origin.scheme == .https ? "wss" : "ws") + http.description.dropFirst(http.origin.scheme.rawValue.count)
    }
}
