/// Sends HTTP/1.1 requests over pooled connections (RFC 9110, RFC 9112).
///
/// Safe to share between tasks and actors; it runs where its caller runs and never blocks a thread. Responses stream with
/// backpressure. Redirects are not followed and content codings not asked for: what the server sends is what you get.
///
/// Cancelling the task that sends a request closes its connection at once; the request throws `cancelled`.
///
/// ```swift
/// let client = HTTPClient()
/// let request = HTTPRequest(url: try HTTPURL("https://example.com/events"))
/// try await client.withResponse(to: request) { response in
///     var decoder = ServerSentEventDecoder()
///     while let chunk = try await response.body.next() {
///         for event in try decoder.decode(chunk) { print(event.data) }
///     }
/// }
/// client.shutdown()
/// ```
public final class HTTPClient: Sendable {
    private let options: HTTPClientOptions
    private let pool: HTTPConnectionPool

    /// Creates a client; nothing is opened before the first request.
    ///
    /// - Parameters:
    ///   - options: Limits and habits.
    ///   - group: Whose loops its connections live on; by default ``EventLoopGroup/shared``.
    public init(options: HTTPClientOptions = HTTPClientOptions(), group: EventLoopGroup? = nil) {
        self.options = options
        pool = HTTPConnectionPool(options: options, connector: HTTPConnector(options: options, group: group))
    }

    /// Sends a request and hands the response to `body` as soon as its head is there.
    ///
    /// When `body` returns or throws, the response is over: the connection is kept if the content was read to its end, and
    /// closed otherwise. A status code is never an error here.
    ///
    /// An idempotent request whose body is not a stream is sent once more, on a new connection, when a pooled one turns out
    /// to be closed before it has answered anything.
    ///
    /// - Parameters:
    ///   - request: What to ask for.
    ///   - body: Reads the response; runs where the caller runs.
    /// - Returns: What `body` returns.
    /// - Throws: ``NetworkError``, and what `body` or a streamed request body throws.
    public func withResponse<R: Sendable>(
        to request: HTTPRequest,
        _ body: @Sendable (HTTPResponse) async throws -> R
    ) async throws -> R {
        let head = try HTTPRequestEncoder(userAgent: options.userAgent).encodeHead(of: request)
        var lease = try await pool.lease(request.url.origin)
        while true {
            let exchange = HTTPExchange(request, on: lease, options: options)
            let answer: Answer<R> = try await withTaskCancellationHandler {
                try await run(exchange, head: head, isRetryable: request.isReplayable, body)
            } onCancel: { [lease] in
                lease.abort(.cancelled.at(lease.origin.endpoint))
            }
            switch answer {
            case .done(let value): return value
            case .stale: lease = try await lease.replace()
            }
        }
    }

    /// Sends a request and collects the whole response.
    ///
    /// - Parameters:
    ///   - request: What to ask for.
    ///   - maxBodyBytes: A longer body fails with `limitExceeded` (default 16 MiB).
    /// - Returns: The response, whatever its status code.
    /// - Throws: ``NetworkError``, and what a streamed request body throws.
    public func send(
        _ request: HTTPRequest,
        maxBodyBytes: Int = 16 * 1024 * 1024
    ) async throws -> HTTPFullResponse {
        try await withResponse(to: request) { response in
            HTTPFullResponse(
                status: response.status,
                reason: response.reason,
                headers: response.headers,
                body: try await response.body.collect(maxBytes: maxBodyBytes)
            )
        }
    }

    /// Closes idle connections and refuses new requests with `shutDown`; running ones end on their own.
    public func shutdown() {
        pool.shutDown()
    }

    private enum Answer<R: Sendable>: Sendable {
        case done(R)
        /// The pooled connection was closed by the peer before it answered; nothing reached the caller.
        case stale
    }

    private func run<R: Sendable>(
        _ exchange: HTTPExchange,
        head: [UInt8],
        isRetryable: Bool,
        _ body: @Sendable (HTTPResponse) async throws -> R
    ) async throws -> Answer<R> {
        do {
            guard let unsent = try exchange.sendHead(head) else {
                return .done(try await receive(exchange, body))
            }
            return try await withThrowingTaskGroup(of: Void.self) { group in
                group.addTask { await exchange.upload(unsent) }
                let value = try await receive(exchange, body)
                // A server may answer before it has read everything; then the rest is not worth sending.
                group.cancelAll()
                return .done(value)
            }
        } catch let error as NetworkError where isRetryable && exchange.looksStale(error) {
            return .stale
        } catch {
            exchange.finish()
            throw exchange.explain(error)
        }
    }

    private func receive<R: Sendable>(
        _ exchange: HTTPExchange,
        _ body: @Sendable (HTTPResponse) async throws -> R
    ) async throws -> R {
        let value = try await body(try await exchange.receiveHead())
        exchange.finish()
        return value
    }
}
