internal import AgentPrimitives

/// Asks a proxy for a tunnel to a server and reads its answer (RFC 9110 section 9.3.6).
///
/// Pure: send the request, then feed what comes back until the tunnel is open.
struct HTTPTunnelHandshake {
    private let proxy: HTTPProxy
    private let target: Endpoint
    private let userAgent: String?
    private var parser: HTTPResponseParser

    init(to target: Endpoint, through proxy: HTTPProxy, userAgent: String?, limits: HTTPMessageLimits) {
        self.proxy = proxy
        self.target = target
        self.userAgent = userAgent
        // As after a HEAD: whatever its fields say, a positive answer has no content, and that of another is not read.
        parser = HTTPResponseParser(requestMethod: .head, limits: limits)
    }

    /// The proxy's credentials and nothing of the request that needs the tunnel.
    func request() throws(NetworkError) -> [UInt8] {
        var fields: HTTPHeaders = ["Host": target.description]
        if let userAgent { fields.add("User-Agent", userAgent) }
        if let authorization = proxy.authorization { fields.add("Proxy-Authorization", authorization.reveal()) }
        return try HTTPRequestEncoder.head("CONNECT \(target) HTTP/1.1", fields)
    }

    /// Takes bytes of the answer; true when the tunnel is open.
    mutating func feed(_ bytes: [UInt8]) throws(NetworkError) -> Bool {
        parser.feed(bytes)
        guard case .head(let head) = try parser.next() else { return false }
        guard (200..<300).contains(head.status) else { throw refusal(head.status) }
        _ = try parser.next()
        guard parser.isDrained else {
            // The server waits for this side to begin; whatever comes before that is the proxy's invention.
            throw NetworkError(
                .invalidResponse, "expected silence after the proxy's answer until the tunnel is used, found bytes")
        }
        return true
    }

    /// The end of the stream instead of an answer.
    mutating func finish() -> NetworkError {
        do throws(NetworkError) { _ = try parser.finish() } catch { return error }
        return NetworkError(.connectionClosed, "the proxy closed the connection")
    }

    private func refusal(_ status: Int) -> NetworkError {
        let advice =
            switch status {
            // Some proxies answer as an origin would.
            case 401 where proxy.authorization == nil, 407 where proxy.authorization == nil:
                "it asks for credentials; put them into its URL (http://user:password@host:port)"
            case 401, 407: "it does not accept the credentials in its URL"
            default:
                "it may not allow this server or port, or not reach it; check its rules, or list the host in NO_PROXY"
            }
        return NetworkError(
            .proxyRefused, "the proxy \(proxy) opened no tunnel to \(target): \(advice)",
            endpoint: proxy.endpoint, phase: .tunnel, underlying: .status(status))
    }
}
