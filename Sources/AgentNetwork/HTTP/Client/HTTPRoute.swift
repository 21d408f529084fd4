/// How a request gets to its origin; requests of one route share connections.
enum HTTPRoute: Sendable, Hashable {
    case direct(HTTPOrigin)
    /// Plain requests that name their origin in the request line (RFC 9112 section 3.2.2): whatever their origin, they share
    /// the connections to the proxy.
    case forward(HTTPProxy)
    /// A stream to the origin that the proxy passes on unread (RFC 9110 section 9.3.6).
    case tunnel(HTTPOrigin, HTTPProxy)

    /// Who answers, for error messages.
    var peer: Endpoint {
        switch self {
        case .direct(let origin), .tunnel(let origin, _): origin.endpoint
        case .forward(let proxy): proxy.endpoint
        }
    }
}
