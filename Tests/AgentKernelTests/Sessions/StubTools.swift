import AgentPrimitives
import Synchronization

/// A gate that lets everything through and computes what a test tells it to.
final class StubTools: ToolInvoking {
    let descriptors = [RunFixtures.calc]
    private let perform: @Sendable (ToolCall) async throws -> ToolOutcome
    private let performed = Mutex<[ToolCall]>([])

    init(_ perform: @escaping @Sendable (ToolCall) async throws -> ToolOutcome) {
        self.perform = perform
    }

    convenience init(answer: String) {
        self.init { _ in .finished(content: answer, isError: false) }
    }

    /// The calls that ran.
    var calls: [ToolCall] { performed.withLock { $0 } }

    func invoke(
        _ call: ToolCall, context: ToolCallContext, journal: any EffectJournal
    ) async throws -> ToolOutcome {
        try await journal.recordDecision(PolicyDecision(.allow, reason: "test", rule: "test"), for: call)
        try await journal.recordIntent(call, idempotency: .pure, key: context.idempotencyKey)
        performed.withLock { $0.append(call) }
        let outcome = try await perform(call)
        try await journal.recordOutcome(outcome, of: call)
        return outcome
    }

    func resolve(
        _ call: ToolCall, idempotency: Idempotency, context: ToolCallContext, journal: any EffectJournal
    ) async throws -> ToolOutcome {
        guard idempotency != .unsafe else {
            let outcome = ToolOutcome.escalated(reason: "unknown outcome", approvers: [])
            try await journal.recordOutcome(outcome, of: call)
            return outcome
        }
        return try await invoke(call, context: context, journal: journal)
    }
}

/// A policy that gives one verdict on everything.
struct StubPolicy: PolicyEvaluating {
    var verdict = PolicyDecision.Verdict.allow

    func evaluate(_ request: PolicyRequest) -> PolicyDecision {
        PolicyDecision(verdict, reason: "test", rule: "test")
    }
}
