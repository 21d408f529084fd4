import Testing

@testable internal import AgentNetwork

struct ConnectionLedgerTests {
    private typealias Ledger = ConnectionLedger<Int, String>

    private let origin = route("h", .http)
    private let other = route("h", .https)
    private let third = route("i", .http)
    private let start = MonotonicTime.now

    private static func route(_ host: String, _ scheme: HTTPScheme) -> HTTPRoute {
        .direct(HTTPOrigin(scheme: scheme, endpoint: Endpoint(host: host, port: 80)))
    }

    private func ledger(_ change: (inout HTTPClientOptions) -> Void = { _ in }) -> Ledger {
        var options = HTTPClientOptions.patient
        options.idleTimeout = .seconds(10)
        change(&options)
        return Ledger(options: options)
    }

    @Test func `Of the idle connections the caller's own are preferred, and the one used last among them`() {
        var ledger = ledger()
        for waiter in ["a", "b", "c"] { _ = ledger.acquire(origin, waiter: waiter) }
        for connection in 1...3 { _ = ledger.release(origin, connection, now: start) }
        #expect(describe(ledger.acquire(origin, waiter: "d") { $0 < 3 }) == "reuse 2")
        #expect(describe(ledger.acquire(origin, waiter: "e") { $0 == 2 }) == "reuse 3")
        #expect(describe(ledger.acquire(origin, waiter: "f") { $0 == 2 }) == "reuse 1")
    }

    @Test func `Opens, keeps, and reuses the latest first`() {
        var ledger = ledger()
        #expect(describe(ledger.acquire(origin, waiter: "a")) == "open")
        #expect(describe(ledger.acquire(origin, waiter: "b")) == "open")
        #expect(describe(ledger.release(origin, 1, now: start)) == "nothing")
        #expect(describe(ledger.release(origin, 2, now: start)) == "nothing")
        #expect(describe(ledger.acquire(other, waiter: "c")) == "open")
        #expect(describe(ledger.acquire(origin, waiter: "d")) == "reuse 2")
        #expect(describe(ledger.acquire(origin, waiter: "e")) == "reuse 1")
    }

    @Test func `Waiters are served in order, with a connection or with a place`() {
        var ledger = ledger {
            $0.maxConnectionsPerOrigin = 1
            $0.maxWaitersPerOrigin = 2
        }
        #expect(describe(ledger.acquire(origin, waiter: "a")) == "open")
        #expect(describe(ledger.acquire(origin, waiter: "b")) == "wait")
        #expect(describe(ledger.acquire(origin, waiter: "c")) == "wait")
        #expect(describe(ledger.acquire(origin, waiter: "d")) == "refuse")
        #expect(describe(ledger.acquire(other, waiter: "e")) == "open")
        #expect(describe(ledger.release(origin, 1, now: start)) == "reuse 1 b")
        #expect(describe(ledger.vacate(origin)) == "open c for http://h:80")
        #expect(describe(ledger.vacate(origin)) == "nothing")
        #expect(describe(ledger.acquire(origin, waiter: "f")) == "open")
    }

    @Test func `A waiter that gave up is skipped`() {
        var ledger = ledger { $0.maxConnectionsPerOrigin = 1 }
        _ = ledger.acquire(origin, waiter: "a")
        guard case .wait(_, let id) = ledger.acquire(origin, waiter: "b") else {
            Issue.record("expected to wait")
            return
        }
        _ = ledger.acquire(origin, waiter: "c")
        ledger.withdraw(id, from: origin)
        ledger.withdraw(id, from: origin)
        #expect(describe(ledger.vacate(origin)) == "open c for http://h:80")
    }

    @Test func `Idle connections expire, and there is a limit on them`() {
        var ledger = ledger { $0.maxIdleConnections = 2 }
        for name in ["a", "b", "c"] { _ = ledger.acquire(origin, waiter: name) }
        #expect(ledger.nextExpiry == nil)
        #expect(describe(ledger.release(origin, 1, now: start)) == "nothing")
        #expect(describe(ledger.release(origin, 2, now: start + .seconds(5))) == "nothing")
        #expect(describe(ledger.release(origin, 3, now: start + .seconds(6))) == "close 3")
        #expect(ledger.nextExpiry == start + .seconds(10))
        #expect(ledger.expire(now: start + .seconds(9)) == [])
        #expect(ledger.expire(now: start + .seconds(10)) == [1])
        #expect(ledger.nextExpiry == start + .seconds(15))
        #expect(ledger.expire(now: start + .seconds(20)) == [2])
        #expect(ledger.nextExpiry == nil)
        #expect(describe(ledger.acquire(origin, waiter: "d")) == "open")
    }

    @Test func `Shutting down takes everything and refuses the rest`() {
        var ledger = ledger { $0.maxConnectionsPerOrigin = 2 }
        _ = ledger.acquire(origin, waiter: "a")
        _ = ledger.acquire(origin, waiter: "b")
        _ = ledger.acquire(origin, waiter: "c")
        _ = ledger.acquire(other, waiter: "d")
        _ = ledger.release(other, 9, now: start)
        let (idle, waiters) = ledger.shutDown()
        #expect(idle == [9])
        #expect(waiters == ["c"])
        #expect(describe(ledger.release(origin, 1, now: start)) == "close 1")
        #expect(describe(ledger.vacate(origin)) == "nothing")
        #expect(describe(ledger.acquire(origin, waiter: "e")) == "shutDown")
    }

    // MARK: The total

    @Test func `At the limit an idle connection makes room, the oldest first`() {
        var ledger = ledger { $0.maxConnections = 2 }
        _ = ledger.acquire(origin, waiter: "a")
        _ = ledger.acquire(other, waiter: "b")
        _ = ledger.release(other, 2, now: start)
        _ = ledger.release(origin, 1, now: start + .seconds(1))
        #expect(describe(ledger.acquire(third, waiter: "c")) == "replace 2")
        #expect(describe(ledger.acquire(third, waiter: "d")) == "replace 1")
        #expect(describe(ledger.acquire(origin, waiter: "e")) == "wait")
        #expect(ledger.nextExpiry == nil)
    }

    @Test func `Whoever has waited longest gets the place, whatever its route`() {
        var ledger = ledger { $0.maxConnections = 2 }
        _ = ledger.acquire(origin, waiter: "a")
        _ = ledger.acquire(origin, waiter: "b")
        #expect(describe(ledger.acquire(other, waiter: "c")) == "wait")
        #expect(describe(ledger.acquire(origin, waiter: "d")) == "wait")
        #expect(describe(ledger.acquire(third, waiter: "e")) == "wait")
        #expect(describe(ledger.release(origin, 1, now: start)) == "close 1 and open c for https://h:80")
        #expect(describe(ledger.release(origin, 2, now: start)) == "reuse 2 d")
        #expect(describe(ledger.vacate(other)) == "open e for http://i:80")
        #expect(describe(ledger.release(origin, 2, now: start)) == "nothing")
    }

    @Test func `A route at its own limit is passed over`() {
        var ledger = ledger {
            $0.maxConnections = 2
            $0.maxConnectionsPerOrigin = 1
        }
        _ = ledger.acquire(origin, waiter: "a")
        _ = ledger.acquire(other, waiter: "b")
        #expect(describe(ledger.acquire(origin, waiter: "c")) == "wait")
        #expect(describe(ledger.acquire(third, waiter: "d")) == "wait")
        #expect(describe(ledger.vacate(other)) == "open d for http://i:80")
        #expect(describe(ledger.vacate(third)) == "nothing")
        #expect(describe(ledger.vacate(origin)) == "open c for http://h:80")
    }

    /// Random traffic against a plain account of who holds what.
    @Test func `No place is lost or given twice, and nobody waits beside a free one`() {
        var random = SeededGenerator(seed: 6)
        for _ in 0..<60 {
            let total = Int.random(in: 1...4, using: &random)
            let perRoute = Int.random(in: 1...3, using: &random)
            var ledger = ledger {
                $0.maxConnections = total
                $0.maxConnectionsPerOrigin = perRoute
                $0.maxIdleConnections = 3
            }
            var account = Account()
            for step in 0..<300 {
                account.perform(&ledger, [origin, other, third], at: start + .seconds(step), &random)
                let counts = Dictionary(grouping: account.open.map(\.route), by: { $0 }).mapValues(\.count)
                #expect(account.open.count <= total)
                #expect(counts.values.allSatisfy { $0 <= perRoute })
                for waiter in account.waiting {
                    let isFull = (counts[waiter.route] ?? 0) >= perRoute || account.open.count >= total
                    #expect(isFull && !account.open.contains { $0.isIdle && (counts[waiter.route] ?? 0) < perRoute })
                }
            }
        }
    }

    private struct Account {
        /// Connections that are open or about to be; the leased ones of a route are alike.
        var open: [(route: HTTPRoute, connection: Int, isIdle: Bool)] = []
        var waiting: [(route: HTTPRoute, id: Ledger.WaiterID, name: String)] = []
        private var lastNumber = 0

        mutating func perform(
            _ ledger: inout Ledger, _ routes: [HTTPRoute], at now: MonotonicTime,
            _ random: inout SeededGenerator
        ) {
            lastNumber += 1
            switch Int.random(in: 0..<10, using: &random) {
            case 0..<5:
                let route = routes.randomElement(using: &random) ?? routes[0]
                admit(ledger.acquire(route, waiter: "\(lastNumber)"), route)
            case 5, 6, 7:
                guard let index = open.indices.filter({ !open[$0].isIdle }).randomElement(using: &random) else {
                    return
                }
                let (route, connection, _) = open[index]
                if Bool.random(using: &random) {
                    hand(ledger.release(route, connection, now: now), at: index)
                } else {
                    hand(ledger.vacate(route), at: index, isGone: true)
                }
            case 8:
                guard let index = waiting.indices.randomElement(using: &random) else { return }
                let waiter = waiting.remove(at: index)
                ledger.withdraw(waiter.id, from: waiter.route)
            default:
                let expired = ledger.expire(now: now)
                open.removeAll { $0.isIdle && expired.contains($0.connection) }
            }
        }

        private mutating func admit(_ admission: Ledger.Admission, _ route: HTTPRoute) {
            switch admission {
            case .reuse(let connection):
                guard let index = open.firstIndex(where: { $0.connection == connection && $0.isIdle }) else {
                    Issue.record("reused a connection that was not idle")
                    return
                }
                #expect(open[index].route == route)
                open[index].isIdle = false
            case .open:
                open.append((route, lastNumber, false))
            case .replace(let connection):
                #expect(open.contains { $0.connection == connection && $0.isIdle })
                open.removeAll { $0.connection == connection }
                open.append((route, lastNumber, false))
            case .wait(_, let id):
                waiting.append((route, id, "\(lastNumber)"))
            case .refuse, .shutDown:
                Issue.record("refused")
            }
        }

        /// - Parameter index: Whose place is given back.
        private mutating func hand(_ handover: Ledger.Handover, at index: Int, isGone: Bool = false) {
            switch handover {
            case .reuse(let connection, let waiter):
                #expect(open[index].connection == connection)
                #expect(waiting.first { $0.route == open[index].route }?.name == waiter)
                waiting.removeAll { $0.name == waiter }
            case .open(let route, let waiter, let closing):
                #expect((closing == nil) == isGone)
                #expect(waiting.first { $0.route == route }?.name == waiter)
                waiting.removeAll { $0.name == waiter }
                open.remove(at: index)
                open.append((route, lastNumber, false))
            case .close(let connection):
                #expect(open[index].connection == connection)
                open.remove(at: index)
            case .nothing:
                if isGone { open.remove(at: index) } else { open[index].isIdle = true }
            }
        }
    }

    private func name(_ route: HTTPRoute) -> String {
        if case .direct(let origin) = route { "\(origin)" } else { "proxy" }
    }

    private func describe(_ admission: Ledger.Admission) -> String {
        switch admission {
        case .reuse(let connection): "reuse \(connection)"
        case .open: "open"
        case .replace(let connection): "replace \(connection)"
        case .wait: "wait"
        case .refuse: "refuse"
        case .shutDown: "shutDown"
        }
    }

    private func describe(_ handover: Ledger.Handover) -> String {
        switch handover {
        case .reuse(let connection, let waiter): "reuse \(connection) \(waiter)"
        case .open(let route, let waiter, closing: nil): "open \(waiter) for \(name(route))"
        case .open(let route, let waiter, let closing?): "close \(closing) and open \(waiter) for \(name(route))"
        case .close(let connection): "close \(connection)"
        case .nothing: "nothing"
        }
    }
}
