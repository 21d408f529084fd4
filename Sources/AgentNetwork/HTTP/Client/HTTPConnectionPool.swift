internal import Synchronization

/// Keeps connections open between requests; the driver of ``ConnectionLedger``.
final class HTTPConnectionPool: Sendable {
    /// What a waiting request gets.
    private enum Grant: Sendable {
        case reuse(any ByteStream)
        case open
    }

    private typealias Waiter = OneShot<Grant>
    private typealias Ledger = ConnectionLedger<any ByteStream, Waiter>

    private struct State {
        var ledger: Ledger
        /// A timer is set for the idle connection that expires first.
        var isSweepScheduled = false

        /// When to set a timer for, where there is none and one is needed.
        mutating func nextSweep() -> MonotonicTime? {
            guard !isSweepScheduled, let next = ledger.nextExpiry else { return nil }
            isSweepScheduled = true
            return next
        }
    }

    private let options: HTTPClientOptions
    private let connector: HTTPConnector
    private let state: Mutex<State>

    init(options: HTTPClientOptions, connector: HTTPConnector) {
        self.options = options
        self.connector = connector
        state = Mutex(State(ledger: ConnectionLedger(options: options)))
    }

    /// A connection for one exchange: an idle one that is still good, or a new one.
    ///
    /// - Parameter whole: The limit on the request that needs it.
    func lease(_ route: HTTPRoute, within whole: TimeLimit?) async throws(NetworkError) -> HTTPLease {
        // Before anything is asked for: a place that is granted must find somebody who takes it.
        let loop = try connector.loop()
        // A connection of another loop would change threads twice for every wait.
        switch state.withLock({ $0.ledger.acquire(route, waiter: Waiter()) { $0.loop.isCurrent } }) {
        case .reuse(let stream):
            return try await reuse(stream, route, within: whole)
        case .open:
            return try await open(route, within: whole)
        case .replace(let stream):
            stream.close(Self.staleError)
            return try await open(route, within: whole)
        case .wait(let waiter, let id):
            switch try await wait(waiter, id, for: route, on: loop, within: whole) {
            case .reuse(let stream): return try await reuse(stream, route, within: whole)
            case .open: return try await open(route, within: whole)
            }
        case .shutDown:
            throw Self.shutDownError
        case .refuse:
            throw NetworkError(
                .limitExceeded,
                "expected at most \(options.maxWaitersPerOrigin) requests to wait for a connection; send fewer at a time",
                endpoint: route.peer,
                phase: .pool
            )
        }
    }

    private func reuse(
        _ stream: any ByteStream,
        _ route: HTTPRoute,
        within whole: TimeLimit?
    ) async throws(NetworkError) -> HTTPLease {
        if stream.isQuiet() { return HTTPLease(pool: self, route: route, stream: stream, isReused: true) }
        stream.close(Self.staleError)
        return try await open(route, within: whole)
    }

    private func wait(
        _ waiter: Waiter,
        _ id: Ledger.WaiterID,
        for route: HTTPRoute,
        on loop: EventLoop,
        within whole: TimeLimit?
    ) async throws(NetworkError) -> Grant {
        do throws(NetworkError) {
            return try await waiter.value(on: loop, limit: .total(options.poolTimeout, .pool).within(whole))
        } catch {
            state.withLock { $0.ledger.withdraw(id, from: route) }
            throw error.at(route.peer, during: .pool)
        }
    }

    /// A new connection in a place that the caller holds already; gives the place back when that fails.
    func open(_ route: HTTPRoute, within whole: TimeLimit?) async throws(NetworkError) -> HTTPLease {
        do throws(NetworkError) {
            let stream = try await connector.connect(route, within: whole)
            return HTTPLease(pool: self, route: route, stream: stream, isReused: false)
        } catch {
            vacate(route)
            throw error
        }
    }

    func release(_ route: HTTPRoute, _ stream: any ByteStream) {
        let (handover, sweep) = state.withLock { state in
            (state.ledger.release(route, stream, now: .now), state.nextSweep())
        }
        hand(route, handover)
        if let sweep { schedule(sweep, on: stream.loop) }
    }

    func vacate(_ route: HTTPRoute) {
        hand(route, state.withLock { $0.ledger.vacate(route) })
    }

    func shutDown() {
        let (idle, waiters) = state.withLock { $0.ledger.shutDown() }
        for stream in idle { stream.close(Self.shutDownError) }
        for waiter in waiters { waiter.resolve(.failure(Self.shutDownError)) }
    }

    /// Passes a place on; a waiter that has left meanwhile gives it back at once.
    private func hand(_ route: HTTPRoute, _ first: Ledger.Handover) {
        var handover = first
        while true {
            switch handover {
            case .nothing:
                return
            case .close(let stream):
                stream.close(Self.staleError)
                return
            case .open(let next, let waiter, let closing):
                closing?.close(Self.staleError)
                guard !waiter.resolve(.success(.open)) else { return }
                handover = state.withLock { $0.ledger.vacate(next) }
            case .reuse(let stream, let waiter):
                guard !waiter.resolve(.success(.reuse(stream))) else { return }
                handover = state.withLock { $0.ledger.release(route, stream, now: .now) }
            }
        }
    }

    /// Closes idle connections when their time is over, the first of them at `deadline`.
    private func schedule(_ deadline: MonotonicTime, on loop: EventLoop) {
        _ = loop.schedule(at: deadline) { [weak self] outcome in
            guard let self else { return }
            let (expired, next) = state.withLock { state in
                state.isSweepScheduled = false
                let expired = state.ledger.expire(now: .now)
                return (expired, outcome == .fired ? state.nextSweep() : nil)
            }
            for stream in expired { stream.close(Self.staleError) }
            if let next { schedule(next, on: loop) }
        }
    }

    private static let staleError = NetworkError(.connectionClosed, "the pool closed an idle connection")
    private static let shutDownError = NetworkError(.shutDown, "the HTTP client was shut down; use one that runs")
}
