/// From which web pages a browser may connect.
///
/// A browser sends the page's origin, and cookies with it, whatever page it is: without a check any web site could use a
/// visitor's session (RFC 6455 section 10.2). Programs send no `Origin` field and are always let through.
public enum WebSocketOriginPolicy: Sendable, Hashable {
    /// Pages whose host and port are those that the request's `Host` field names.
    case sameHost
    /// Pages of these origins, each written as browsers do: `https://app.example.com`, with the port unless it is the
    /// scheme's own.
    case listed(Set<String>)
    /// Every page; something else has to tell who is allowed.
    case any

    /// - Parameters:
    ///   - origin: The `Origin` field.
    ///   - host: The `Host` field.
    func allows(_ origin: String, host: String) -> Bool {
        switch self {
        case .any: return true
        case .listed(let origins): return origins.contains(origin) || origins.contains(origin.lowercased())
        case .sameHost: break
        }
        for (scheme, defaultPort) in [("https://", ":443"), ("http://", ":80")] {
            guard origin.utf8.starts(with: scheme.utf8) else { continue }
            let authority = origin.dropFirst(scheme.count)
            return Self.trim(authority, defaultPort) == Self.trim(host[...], defaultPort)
        }
        return false
    }

    private static func trim(_ authority: Substring, _ defaultPort: String) -> String {
        String(authority.hasSuffix(defaultPort) ? authority.dropLast(defaultPort.count) : authority).lowercased()
    }
}
