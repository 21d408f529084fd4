/// A stream to a server that a proxy passes on unread; the driver of ``HTTPTunnelHandshake``.
struct HTTPTunnel {
    private let target: Endpoint
    private let proxy: HTTPProxy
    private let userAgent: String?

    init(to target: Endpoint, through proxy: HTTPProxy, userAgent: String?) {
        self.target = target
        self.proxy = proxy
        self.userAgent = userAgent
    }

    /// Turns an open connection to the proxy into the tunnel; closes it when that fails.
    ///
    /// - Throws: `proxyRefused` with the proxy's status code, `timedOut` (phase `tunnel`), `invalidResponse`,
    ///   `limitExceeded`, `connectionClosed`, `truncated`, `cancelled`.
    func open(
        on stream: any ByteStream,
        limits: HTTPMessageLimits,
        limit: TimeLimit
    ) async throws(NetworkError) {
        do throws(NetworkError) {
            var handshake = HTTPTunnelHandshake(to: target, through: proxy, userAgent: userAgent, limits: limits)
            try await stream.write(handshake.request()[...], limit: limit)
            while true {
                // Not more than the answer can have: what follows it is refused anyway.
                guard let bytes = try await stream.read(max: Self.readSize, limit: limit) else {
                    throw handshake.finish()
                }
                if try handshake.feed(bytes) { return }
            }
        } catch {
            let error = error.at(proxy.endpoint, during: .tunnel)
            stream.close(error)
            throw error
        }
    }

    private static let readSize = 16 * 1024
}
