internal import Synchronization

/// A pooled connection in the hands of one exchange; ends exactly once, by going back or by being closed.
final class HTTPLease: Sendable {
    let origin: HTTPOrigin
    let stream: any ByteStream
    /// The connection has served another exchange; the peer may have given it up meanwhile.
    let isReused: Bool
    private let pool: HTTPConnectionPool
    private let isOver = Atomic<Bool>(false)

    init(pool: HTTPConnectionPool, origin: HTTPOrigin, stream: any ByteStream, isReused: Bool) {
        self.pool = pool
        self.origin = origin
        self.stream = stream
        self.isReused = isReused
    }

    /// Hands the connection back for the next exchange.
    func giveBack() {
        guard end() else { return }
        pool.release(origin, stream)
    }

    /// Closes the connection; without effect when the lease has ended, whoever has the connection by now.
    func abort(_ reason: NetworkError) {
        guard end() else { return }
        stream.close(reason)
        pool.vacate(origin)
    }

    /// Closes the connection and opens a new one in its place.
    func replace() async throws(NetworkError) -> HTTPLease {
        guard end() else { throw .cancelled.at(origin.endpoint) }
        stream.close(.cancelled)
        return try await pool.open(origin)
    }

    private func end() -> Bool {
        !isOver.exchange(true, ordering: .acquiringAndReleasing)
    }
}
