/// Sends HTTP/1.1 requests over pooled connections (RFC 9110, RFC 9112).
///
/// Safe to share between tasks and actors; it runs where its caller runs and never blocks a thread. Responses stream with
/// backpressure. Content codings are not asked for, and redirects not followed unless ``HTTPClientOptions/redirects`` says so:
/// what the server sends is what you get. Proxies are those of the environment; see ``HTTPClientOptions/proxies``.
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
    private let connector: HTTPConnector
    private let pool: HTTPConnectionPool

    /// Creates a client; nothing is opened before the first request.
    ///
    /// - Parameters:
    ///   - options: Limits and habits.
    ///   - group: Whose loops its connections live on; by default ``EventLoopGroup/shared``.
    public init(options: HTTPClientOptions = HTTPClientOptions(), group: EventLoopGroup? = nil) {
        self.options = options
        connector = HTTPConnector(options: options, group: group)
        pool = HTTPConnectionPool(options: options, connector: connector)
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
        var value: R?
        try await perform(request) { response in value = try await body(response) }
        guard let value else { preconditionFailure("a request without an error has had its response read") }
        return value
    }

    /// Sends a request and collects the whole response.
    ///
    /// The content is what the server sent, content codings included; see ``HTTPFullResponse/contentCoding``.
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
                url: response.url,
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
}

// MARK: One request of a chain

// Not generic, so that the compiler need not pass everything around by address; the result is the caller's affair.
extension HTTPClient {
    private typealias Reader = (HTTPResponse) async throws -> Void

    private enum Outcome {
        case done
        /// The response asks for another request.
        case goOn(HTTPRedirectChain)
        /// The pooled connection was closed by the peer before it answered; nothing reached the caller.
        case stale
    }

    private func perform(_ request: HTTPRequest, _ read: Reader) async throws {
        let whole = (request.totalTimeout ?? options.totalTimeout).map { TimeLimit.total($0, .request) }
        var chain = HTTPRedirectChain(request, policy: request.redirects ?? options.redirects)
        while let next = try await attempt(chain, within: whole, read) { chain = next }
    }

    /// Sends one request of the chain; returns the chain with the next one when it goes on.
    private func attempt(
        _ chain: HTTPRedirectChain,
        within whole: TimeLimit?,
        _ read: Reader
    ) async throws -> HTTPRedirectChain? {
        let request = chain.request
        let route = try connector.route(to: request.url.origin)
        let head = try HTTPRequestEncoder(userAgent: options.userAgent).encodeHead(of: request, on: route)
        var lease = try await pool.lease(route, within: whole)
        while true {
            let exchange = HTTPExchange(request, on: lease, options: options, within: whole)
            let outcome = try await withTaskCancellationHandler {
                try await run(exchange, head: head, chain, read)
            } onCancel: { [lease] in
                lease.abort(.cancelled.at(lease.endpoint))
            }
            switch outcome {
            case .done: return nil
            case .goOn(let next): return next
            // A connection that is new is never stale, so this happens once.
            case .stale: lease = try await lease.replace(within: whole)
            }
        }
    }

    private func run(
        _ exchange: HTTPExchange,
        head: [UInt8],
        _ chain: HTTPRedirectChain,
        _ read: Reader
    ) async throws -> Outcome {
        do {
            guard let unsent = try exchange.sendHead(head) else {
                return try await receive(exchange, chain, read)
            }
            return try await withThrowingTaskGroup(of: Void.self) { group in
                group.addTask { await exchange.upload(unsent) }
                let outcome = try await receive(exchange, chain, read)
                // A server may answer before it has read everything; then the rest is not worth sending.
                group.cancelAll()
                return outcome
            }
        } catch  where exchange.isWorthRepeating(error) {
            return .stale
        } catch {
            exchange.finish()
            throw exchange.explain(error)
        }
    }

    private func receive(_ exchange: HTTPExchange, _ chain: HTTPRedirectChain, _ read: Reader) async throws -> Outcome {
        let head = try await exchange.receiveHead()
        if let next = try next(after: head, exchange, chain) {
            try await exchange.drain(upTo: chain.policy.maxDrainBytes, within: chain.policy.drainTimeout)
            exchange.finish()
            return .goOn(next)
        }
        try await read(HTTPResponse(head: head, url: exchange.request.url, body: HTTPIncomingBody(source: exchange)))
        exchange.finish()
        return .done
    }

    /// What to send instead of handing the response over, if anything.
    private func next(
        after head: HTTPResponseHead,
        _ exchange: HTTPExchange,
        _ chain: HTTPRedirectChain
    ) throws(NetworkError) -> HTTPRedirectChain? {
        guard head.status >= 300 else { return nil }
        // The server does not do what `Expect` asks for (RFC 9110 section 15.5.18), or does not know it.
        if head.status == 417, exchange.isBodyUntouched { return chain.withoutExpectation() }
        switch try chain.step(after: head, isBodyReplayable: exchange.isBodyReplayable) {
        case .deliver: return nil
        case .follow(let next): return next
        }
    }
}
