internal import AgentPrimitives

/// Opens WebSockets (RFC 6455), plain and over TLS.
///
/// Safe to share between tasks. It keeps no connections; it is worth keeping for the certificate authorities, which are read
/// once, with the first `wss` connection. Redirects are not followed.
///
/// ```swift
/// let client = WebSocketClient()
/// try await client.withWebSocket(to: WebSocketURL("ws://localhost:8080/echo")) { socket in
///     try await socket.send(.text("hello"))
///     print(try await socket.receive() as Any)
/// }
/// ```
public final class WebSocketClient: Sendable {
    private let options: WebSocketClientOptions
    private let connector: HTTPConnector
    private let random: any RandomSource

    /// Creates a client; nothing is opened yet.
    ///
    /// - Parameters:
    ///   - options: Limits and habits.
    ///   - group: Whose loops its connections live on; by default ``EventLoopGroup/shared``.
    public convenience init(
        options: WebSocketClientOptions = WebSocketClientOptions(),
        group: EventLoopGroup? = nil
    ) {
        self.init(options: options, group: group, random: SystemRandomSource())
    }

    /// - Parameter random: Where keys and masks come from.
    init(options: WebSocketClientOptions, group: EventLoopGroup?, random: any RandomSource) {
        self.options = options
        self.random = random
        connector = HTTPConnector(options: options.http, group: group)
    }

    /// Opens a connection, hands it to `body` and closes it afterwards.
    ///
    /// It is closed with 1000 when `body` returns and with 1011 when it throws, and cut off when the task was cancelled.
    ///
    /// - Parameters:
    ///   - url: Where.
    ///   - subprotocols: Those to offer, best first; ``WebSocket/subprotocol`` is the server's choice.
    ///   - headers: Fields to send with the opening handshake, such as `Authorization`.
    ///   - body: Uses the connection; runs where the caller runs.
    /// - Returns: What `body` returns.
    /// - Throws: what ``connect(to:subprotocols:headers:)`` throws, and what `body` throws.
    public func withWebSocket<Value>(
        to url: WebSocketURL,
        subprotocols: [String] = [],
        headers: HTTPHeaders = HTTPHeaders(),
        _ body: (WebSocket) async throws -> Value
    ) async throws -> Value {
        try await connect(to: url, subprotocols: subprotocols, headers: headers).scope(body)
    }

    /// Opens a connection.
    ///
    /// - Parameters:
    ///   - url: Where.
    ///   - subprotocols: Those to offer, best first; ``WebSocket/subprotocol`` is the server's choice.
    ///   - headers: Fields to send with the opening handshake, such as `Authorization`.
    /// - Returns: A connection to be closed with ``WebSocket/close(code:reason:)``.
    /// - Throws: what ``TCPConnection/connect(to:options:group:)`` and
    ///   ``TLSConnection/connect(to:context:options:group:)`` throw; `invalidRequest` for names and fields that cannot be
    ///   sent; `invalidResponse` when the server does not grant the request; `timedOut` (phase `responseHead`).
    public func connect(
        to url: WebSocketURL,
        subprotocols: [String] = [],
        headers: HTTPHeaders = HTTPHeaders()
    ) async throws(NetworkError) -> WebSocket {
        let handshake = try WebSocketClientHandshake(key: WebSocketKey(random: random), subprotocols: subprotocols)
        let request = HTTPRequest(url: url.http, headers: try handshake.headers(adding: headers))
        let route = try connector.route(to: url.http.origin, needsStream: true)
        let head = try HTTPRequestEncoder(userAgent: options.userAgent).encodeHead(of: request, on: route)
        let stream = try await connector.connect(route, within: nil)
        do throws(NetworkError) {
            let limit = TimeLimit.total(options.handshakeTimeout, .responseHead)
            try await stream.write(head[...], limit: limit.during(.write))
            let (response, leftover) = try await readHead(stream, limit: limit)
            return WebSocket(
                over: stream, role: .client, leftover: leftover, subprotocol: try handshake.check(response),
                limits: options.limits, timeouts: options.timeouts, random: random)
        } catch {
            let error = error.at(stream.endpoint, during: .responseHead)
            stream.close(error)
            throw error
        }
    }

    /// Reads the head of the response; what came after it belongs to the WebSocket.
    private func readHead(
        _ stream: any ByteStream,
        limit: TimeLimit
    ) async throws(NetworkError) -> (HTTPResponseHead, leftover: [UInt8]) {
        var parser = HTTPResponseParser(requestMethod: .get, limits: options.responseLimits)
        while true {
            if case .head(let head) = try parser.next() { return (head, parser.takeLeftover()) }
            guard let bytes = try await stream.read(max: 16 * 1024, limit: limit) else {
                _ = try parser.finish()
                continue
            }
            parser.feed(bytes)
        }
    }
}
