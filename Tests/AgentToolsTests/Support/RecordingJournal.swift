import AgentPrimitives
import Synchronization

/// Notes what the gate records, in order, and fails where it is told to.
final class RecordingJournal: EffectJournal {
    enum Entry: Hashable, Sendable {
        case decision(PolicyDecision)
        case intent(Idempotency, key: String)
        case ran(String)
        case outcome(ToolOutcome)

        var stage: Stage {
            switch self {
            case .decision: .decision
            case .intent: .intent
            case .ran: .run
            case .outcome: .outcome
            }
        }
    }

    enum Stage: Hashable, Sendable { case decision, intent, run, outcome }

    struct Failure: Error, Equatable {
        var stage: Stage
    }

    private let noted = Mutex<[Entry]>([])
    private let failingStage: Stage?

    init(failingAt stage: Stage? = nil) {
        failingStage = stage
    }

    var entries: [Entry] { noted.withLock { $0 } }
    var stages: [Stage] { entries.map(\.stage) }

    var decision: PolicyDecision? {
        entries.lazy.compactMap { if case .decision(let decision) = $0 { decision } else { nil } }.first
    }

    func note(_ entry: Entry) {
        noted.withLock { $0.append(entry) }
    }

    func recordDecision(_ decision: PolicyDecision, for call: ToolCall) async throws {
        try record(.decision(decision))
    }

    func recordIntent(_ call: ToolCall, idempotency: Idempotency, key: String) async throws {
        try record(.intent(idempotency, key: key))
    }

    func recordOutcome(_ outcome: ToolOutcome, of call: ToolCall) async throws {
        try record(.outcome(outcome))
    }

    private func record(_ entry: Entry) throws {
        if entry.stage == failingStage { throw Failure(stage: entry.stage) }
        note(entry)
    }
}
