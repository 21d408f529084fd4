internal import AgentPrimitives

/// A server that passes requests on.
///
/// Its credentials are sent to the proxy and to nobody else, and appear in no description and no error.
///
/// ```swift
/// var options = HTTPClientOptions()
/// options.proxies = HTTPProxySettings(all: try HTTPProxy("http://user:password@proxy.example.com:3128"))
/// ```
public struct HTTPProxy: Sendable, Hashable, CustomStringConvertible {
    /// Whether the proxy itself is spoken to over TLS.
    public let scheme: HTTPScheme
    /// Where it listens.
    public let endpoint: Endpoint
    /// The value of the `Proxy-Authorization` field.
    let authorization: Secret?

    /// Creates a proxy that asks for no credentials.
    public init(scheme: HTTPScheme = .http, endpoint: Endpoint) {
        self.scheme = scheme
        self.endpoint = endpoint
        authorization = nil
    }

    /// Reads the URL of a proxy, such as `http://user:password@host:port`.
    ///
    /// Without a scheme it is `http`; without a port it is the scheme's own. User and password are percent-decoded and sent
    /// in the Basic scheme (RFC 7617). A path is ignored.
    ///
    /// - Throws: `invalidURL`. The text is not repeated: it may hold a password.
    public init(_ text: String) throws(NetworkError) {
        let (schemeName, rest) = Self.splitScheme(text)
        guard let scheme = HTTPScheme(rawValue: schemeName.lowercased()) else {
            throw Self.invalid("whose scheme is http or https; other kinds, such as SOCKS, are not supported")
        }
        let authority = rest.prefix { !"/?#".contains($0) }
        let user = authority.lastIndex(of: "@").map { authority[..<$0] }
        let host = user.map { authority[authority.index(after: $0.endIndex)...] } ?? authority
        do throws(NetworkError) {
            endpoint = try HTTPURL("\(scheme)://\(host)").origin.endpoint
        } catch {
            throw Self.invalid("with a host, and a port where it is not the scheme's own")
        }
        self.scheme = scheme
        authorization = try user.map { user throws(NetworkError) in try Self.basic(user) }
    }

    /// The proxy without its credentials.
    public var description: String { "\(scheme)://\(endpoint)" }

    private static func splitScheme(_ text: String) -> (scheme: Substring, rest: Substring) {
        guard let range = text.firstRange(of: "://") else { return ("http", text[...]) }
        return (text[..<range.lowerBound], text[range.upperBound...])
    }

    private static func basic(_ user: Substring) throws(NetworkError) -> Secret {
        let parts = user.split(separator: ":", maxSplits: 1, omittingEmptySubsequences: false)
        guard let name = percentDecode(parts[0].utf8),
            let password = percentDecode((parts.count > 1 ? parts[1] : "").utf8)
        else { throw invalid("whose user and password are percent-encoded with two hexadecimal digits each time") }
        guard !name.contains(ASCII.colon) else { throw invalid("whose user name holds no colon") }
        return Secret("Basic " + Base64.encode(name + [ASCII.colon] + password))
    }

    private static func percentDecode(_ text: Substring.UTF8View) -> [UInt8]? {
        var bytes: [UInt8] = []
        var rest = text
        while let byte = rest.popFirst() {
            guard byte == UInt8(ascii: "%") else {
                bytes.append(byte)
                continue
            }
            guard let high = rest.popFirst().flatMap(ASCII.hexDigit), let low = rest.popFirst().flatMap(ASCII.hexDigit)
            else { return nil }
            bytes.append(UInt8(high << 4 | low))
        }
        return bytes
    }

    private static func invalid(_ rule: String) -> NetworkError {
        NetworkError(
            .invalidURL, "expected a proxy such as http://proxy.example.com:3128 \(rule); check the proxy's settings")
    }
}
