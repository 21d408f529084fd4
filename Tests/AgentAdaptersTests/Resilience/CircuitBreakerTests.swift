import AgentAdapters
import Testing

struct CircuitBreakerTests {
    private let start = ContinuousClock.now

    private func breaker() -> CircuitBreaker {
        var limits = CircuitBreakerLimits()
        limits.failureLimit = 2
        limits.openDuration = .seconds(10)
        limits.probeDuration = .seconds(60)
        return CircuitBreaker(limits: limits)
    }

    private func ticket(_ breaker: inout CircuitBreaker, at now: ContinuousClock.Instant) -> CircuitBreaker.Ticket? {
        if case .proceed(let ticket) = breaker.admit(at: now) { ticket } else { nil }
    }

    @Test func `Failures in a row open it, a success between them does not`() throws {
        var breaker = breaker()
        for isSuccess in [false, true, false] {
            breaker.record(isSuccess: isSuccess, for: try #require(ticket(&breaker, at: start)), at: start)
        }
        breaker.record(isSuccess: false, for: try #require(ticket(&breaker, at: start)), at: start)
        #expect(breaker.admit(at: start + .seconds(9)) == .refuse(retryAt: start + .seconds(10)))
    }

    @Test func `One probe decides, others wait for it`() throws {
        var breaker = try open()
        let later = start + .seconds(10)
        let probe = try #require(ticket(&breaker, at: later))
        #expect(breaker.admit(at: later) == .refuse(retryAt: later + .seconds(60)))
        breaker.record(isSuccess: true, for: probe, at: later)
        #expect(ticket(&breaker, at: later) != nil)
    }

    @Test func `A failed probe opens it again, a lost one is given up`() throws {
        var breaker = try open()
        let later = start + .seconds(10)
        let probe = try #require(ticket(&breaker, at: later))
        breaker.record(isSuccess: false, for: probe, at: later)
        #expect(breaker.admit(at: later) == .refuse(retryAt: later + .seconds(10)))
        _ = try #require(ticket(&breaker, at: later + .seconds(10)))
        #expect(ticket(&breaker, at: later + .seconds(70)) != nil)
    }

    @Test func `An outcome from before it opened counts for nothing`() throws {
        var breaker = breaker()
        let old = try #require(ticket(&breaker, at: start))
        for _ in 0..<2 { breaker.record(isSuccess: false, for: try #require(ticket(&breaker, at: start)), at: start) }
        breaker.record(isSuccess: true, for: old, at: start)
        #expect(breaker.admit(at: start) == .refuse(retryAt: start + .seconds(10)))
    }

    private func open() throws -> CircuitBreaker {
        var breaker = breaker()
        for _ in 0..<2 { breaker.record(isSuccess: false, for: try #require(ticket(&breaker, at: start)), at: start) }
        return breaker
    }
}
