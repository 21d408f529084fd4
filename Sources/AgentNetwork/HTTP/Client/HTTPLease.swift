internal import Synchronization

/// A pooled connection in the hands of one exchange; ends exactly once, by going back or by being closed.
final class HTTPLease: Sendable {
    let route: HTTPRoute
    let stream: any ByteStream
    /// The connection has served another exchange; the peer may have given it up meanwhile.
    let isReused: Bool
    private let pool: HTTPConnectionPool
    private let isOver = Atomic<Bool>(false)

    init(pool: HTTPConnectionPool, route: HTTPRoute, stream: any ByteStream, isReused: Bool) {
        self.pool = pool
        self.route = route
        self.stream = stream
        self.isReused = isReused
    }

    /// Who answers, for error messages.
    var endpoint: Endpoint { route.peer }

    /// Hands the connection back for the next exchange.
    func giveBack() {
        guard end() else { return }
        pool.release(route, stream)
    }

    /// Closes the connection; without effect when the lease has ended, whoever has the connection by now.
    func abort(_ reason: NetworkError) {
        guard end() else { return }
        stream.close(reason)
        pool.vacate(route)
    }

    /// Closes the connection and opens a new one in its place.
    func replace(within whole: TimeLimit?) async throws(NetworkError) -> HTTPLease {
        guard end() else { throw .cancelled.at(endpoint) }
        stream.close(.cancelled)
        return try await pool.open(route, within: whole)
    }

    private func end() -> Bool {
        !isOver.exchange(true, ordering: .acquiringAndReleasing)
    }
}
