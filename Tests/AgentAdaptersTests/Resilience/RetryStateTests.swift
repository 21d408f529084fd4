import AgentAdapters
import AgentPrimitives
import Testing

struct RetryStateTests {
    private func policy(_ change: (inout RetryPolicy) -> Void = { _ in }) -> RetryPolicy {
        var policy = RetryPolicy()
        policy.jitter = 0
        change(&policy)
        return policy
    }

    @Test func `Waits double up to the longest one`() {
        var state = RetryState(
            policy: policy {
                $0.maxAttempts = 5
                $0.maxDelay = .seconds(2)
            })
        let error = ModelError(.overloaded, "busy")
        let waits = (0..<5).map { _ in state.failed(error, hasDelivered: false, chance: 0.5) }
        #expect(
            waits == [
                .retry(after: .milliseconds(500)), .retry(after: .seconds(1)), .retry(after: .seconds(2)),
                .retry(after: .seconds(2)), .giveUp,
            ])
    }

    @Test func `Chance shortens a wait by its share`() {
        var state = RetryState(policy: policy { $0.jitter = 0.5 })
        #expect(
            state.failed(ModelError(.timedOut, ""), hasDelivered: false, chance: 0.5)
                == .retry(after: .milliseconds(375)))
    }

    @Test func `An upstream that names a time is not asked before it`() {
        var state = RetryState(policy: policy())
        let error = ModelError(.rateLimited, "", retryAfter: .seconds(7))
        #expect(state.failed(error, hasDelivered: false, chance: 0) == .retry(after: .seconds(7)))
        let later = ModelError(.rateLimited, "", retryAfter: .seconds(3600))
        #expect(state.failed(later, hasDelivered: false, chance: 0) == .giveUp)
    }

    @Test(arguments: [ModelError.Code.invalidRequest, .authentication, .unknownModel, .windowExceeded, .cancelled])
    func `What will not pass is not tried again`(_ code: ModelError.Code) {
        var state = RetryState(policy: policy())
        #expect(state.failed(ModelError(code, ""), hasDelivered: false, chance: 0) == .giveUp)
    }

    @Test func `Nothing is tried again after a visible part unless the caller allows it`() {
        var state = RetryState(policy: policy())
        let error = ModelError(.malformedResponse, "")
        #expect(state.failed(error, hasDelivered: true, chance: 0) == .giveUp)
        var allowed = RetryState(policy: policy { $0.retriesVisibleAnswers = true })
        #expect(allowed.failed(error, hasDelivered: true, chance: 0) == .retry(after: .milliseconds(500)))
    }
}
