internal import Synchronization

/// Refuses clients with 429 that send more requests than they may.
///
/// Each value counts for itself, so one that stands in several groups limits them together.
public struct HTTPRateLimit: HTTPMiddleware {
    /// How many requests a client may send.
    public struct Limits: Sendable {
        /// Requests per second in the long run.
        public var requestsPerSecond: Double = 10
        /// Requests that a client which was idle may send at once.
        public var burst = 20
        /// Clients that are remembered; beyond it the one that was idle for longest is forgotten.
        public var maxClients = 10_000

        /// Creates the default limits.
        public init() {}
    }

    private let table: Table
    private let key: @Sendable (HTTPServerRequest) -> String?
    private let clock: @Sendable () -> MonotonicTime

    /// Creates the middleware.
    ///
    /// - Parameters:
    ///   - limits: How many requests a client may send; each at least one, the rate more than zero.
    ///   - key: What tells clients apart; nil for requests that are not limited. By default the name that an
    ///     authentication further out has found, otherwise the address of the peer; of an IPv6 address the first 64 bits,
    ///     because the rest is the client's to choose.
    public init(limits: Limits = Limits(), key: (@Sendable (HTTPServerRequest) -> String?)? = nil) {
        self.init(limits: limits, key: key, clock: { .now })
    }

    init(
        limits: Limits,
        key: (@Sendable (HTTPServerRequest) -> String?)?,
        clock: @escaping @Sendable () -> MonotonicTime
    ) {
        precondition(
            limits.requestsPerSecond > 0 && limits.burst > 0 && limits.maxClients > 0,
            "a rate limit lets some requests of some clients pass")
        table = Table(
            TokenBucketTable(
                interval: .seconds(1 / limits.requestsPerSecond), capacity: limits.burst,
                maxKeys: limits.maxClients))
        self.key = key ?? { $0.client ?? $0.peer.network }
        self.clock = clock
    }

    /// Hands the request on if its client has not sent too many.
    public func respond(to request: HTTPServerRequest, next: @escaping HTTPHandler) async throws -> HTTPServerResponse {
        if let key = key(request), case .refuse(let wait) = table.take(key, at: clock()) {
            throw HTTPError(
                .tooManyRequests, "the client has sent too many requests; wait before the next",
                headers: ["Retry-After": HTTPError.retryAfter(wait)])
        }
        return try await next(request)
    }

    private final class Table: Sendable {
        private let buckets: Mutex<TokenBucketTable>

        init(_ buckets: TokenBucketTable) {
            self.buckets = Mutex(buckets)
        }

        func take(_ key: String, at now: MonotonicTime) -> TokenBucket.Admission {
            buckets.withLock { $0.take(key, at: now) }
        }
    }
}
