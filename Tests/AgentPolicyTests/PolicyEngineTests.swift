import AgentPolicy
import AgentPrimitives
import Testing

@Suite struct PolicyEngineTests {
    private struct Broken: PolicyEvaluating {
        struct Reason: Error, CustomStringConvertible {
            var description: String { "the rules are gone" }
        }
        var error: any Error = Reason()

        func evaluate(_ request: PolicyRequest) async throws -> PolicyDecision { throw error }
    }

    @Test("An error of the policy is a denial that says so")
    func failsClosed() async {
        let decision = await PolicyEngine(Broken()).evaluate(.tool("calc", .compute))
        #expect(
            decision
                == PolicyDecision(
                    .deny, reason: "the policy could not be evaluated: the rules are gone", rule: "evaluation error"))
        let cancelled = await PolicyEngine(Broken(error: CancellationError())).evaluate(.tool("calc", .compute))
        #expect(cancelled.verdict == .deny)
    }

    @Test func passesTheDecisionOn() async {
        let decision = await PolicyEngine().evaluate(.tool("calc", .compute))
        #expect(decision == RulePolicy.standard.evaluate(.tool("calc", .compute)))
        #expect(decision.verdict == .allow)
    }

    @Test("Behind the contract the engine answers the same")
    func servesAsEvaluator() async throws {
        let evaluator: any PolicyEvaluating = PolicyEngine()
        #expect(try await evaluator.evaluate(.tool("fs.write", .write)).verdict == .deny)
    }
}
