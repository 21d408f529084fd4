import Testing

@testable internal import AgentNetwork

struct ConnectionLedgerTests {
    private typealias Ledger = ConnectionLedger<Int, String>

    private let origin = HTTPOrigin(scheme: .http, endpoint: Endpoint(host: "h", port: 80))
    private let other = HTTPOrigin(scheme: .https, endpoint: Endpoint(host: "h", port: 80))
    private let start = MonotonicTime.now

    private func ledger(_ change: (inout HTTPClientOptions) -> Void = { _ in }) -> Ledger {
        var options = HTTPClientOptions.patient
        options.idleTimeout = .seconds(10)
        change(&options)
        return Ledger(options: options)
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
        #expect(describe(ledger.vacate(origin)) == "open c")
        #expect(describe(ledger.vacate(origin)) == "nothing")
        #expect(describe(ledger.acquire(origin, waiter: "f")) == "open")
    }

    @Test func `A waiter that gave up is skipped`() {
        var ledger = ledger { $0.maxConnectionsPerOrigin = 1 }
        _ = ledger.acquire(origin, waiter: "a")
        guard case .wait(let id) = ledger.acquire(origin, waiter: "b") else {
            Issue.record("expected to wait")
            return
        }
        _ = ledger.acquire(origin, waiter: "c")
        ledger.withdraw(id, from: origin)
        ledger.withdraw(id, from: origin)
        #expect(describe(ledger.vacate(origin)) == "open c")
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

    private func describe(_ admission: Ledger.Admission) -> String {
        switch admission {
        case .reuse(let connection): "reuse \(connection)"
        case .open: "open"
        case .wait: "wait"
        case .refuse: "refuse"
        case .shutDown: "shutDown"
        }
    }

    private func describe(_ handover: Ledger.Handover) -> String {
        switch handover {
        case .reuse(let connection, let waiter): "reuse \(connection) \(waiter)"
        case .open(let waiter): "open \(waiter)"
        case .close(let connection): "close \(connection)"
        case .nothing: "nothing"
        }
    }
}
