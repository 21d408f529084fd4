import AgentPrimitives
import AgentWire
import Testing

@testable import AgentRouter

@Suite("SessionWindow")
struct SessionWindowTests {
    private let window = ATPWindow(maxParallel: 2, maxTokens: 100, maxCost: Money(micros: 1000))

    private func call(_ tokens: Int, _ micros: Int64 = 0) -> CallEstimate {
        CallEstimate(tokens: tokens, cost: Money(micros: micros))
    }

    @Test("each part of the triplet refuses by itself and charges nothing then")
    func triplet() {
        var session = SessionWindow()
        let first = session.admit(call(60, 400), within: window)
        #expect(first == nil)
        let tokens = session.admit(call(41), within: window)
        #expect(tokens == .tokens(limit: 100, free: 40))
        let cost = session.admit(call(1, 601), within: window)
        #expect(cost == .cost(limit: Money(micros: 1000), free: Money(micros: 600)))
        let second = session.admit(call(40, 600), within: window)
        #expect(second == nil)
        let third = session.admit(call(0), within: window)
        #expect(third == .parallel(limit: 2))
    }

    @Test("an ended call releases all three parts, whatever it used")
    func settle() {
        var session = SessionWindow()
        _ = session.admit(call(100, 1000), within: window)
        session.settle(call(100, 1000), used: Usage(inputTokens: 7, outputTokens: 3))
        #expect(session.callsUnderWay == 0)
        #expect(session.used.totalTokens == 10)
        let again = session.admit(call(100, 1000), within: window)
        #expect(again == nil)
    }

    @Test("the smaller window counts in each part")
    func narrowed() {
        let other = ATPWindow(maxParallel: 5, maxTokens: 10, maxCost: Money(micros: 2000))
        let narrow = window.narrowed(to: other)
        #expect(narrow.maxParallel == 2)
        #expect(narrow.maxTokens == 10)
        #expect(narrow.maxCost == Money(micros: 1000))
    }

    @Test("sessions have windows of their own, and idle ones are forgotten when there are too many")
    func governor() {
        var limits = RouterLimits()
        limits.maximumParallel = 1
        limits.maximumSessions = 2
        var governor = WindowGovernor(limits: limits)
        let sender = limits.window
        for session in ["a", "b"] {
            let refusal = governor.admit(call(1), session: session, sender: sender)
            #expect(refusal == nil)
        }
        let busy = governor.admit(call(1), session: "a", sender: sender)
        #expect(busy == .parallel(limit: 1))
        governor.settle(call(1), session: "b", used: Usage())
        let third = governor.admit(call(1), session: "c", sender: sender)
        #expect(third == nil)
        let stillBusy = governor.admit(call(1), session: "a", sender: sender)
        #expect(stillBusy == .parallel(limit: 1))
        #expect(governor.admitted == 3)
        #expect(governor.refused == 2)
    }
}
