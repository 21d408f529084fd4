internal import AgentMemory
internal import AgentPrimitives
internal import Synchronization
internal import Testing

@Suite struct GatedMemoryTests {
    /// Answers by the record's channel, and keeps the questions.
    private final class Policy: PolicyEvaluating {
        struct Unreachable: Error {}

        let requests = Mutex<[PolicyRequest]>([])

        func evaluate(_ request: PolicyRequest) async throws -> PolicyDecision {
            requests.withLock { $0.append(request) }
            switch request.action {
            case .storeMemory(.input), .recallMemory(.input, _):
                return PolicyDecision(.allow, reason: "fine", rule: "rule 1")
            case .storeMemory(.output): return PolicyDecision(.deny, reason: "private", rule: "rule 2")
            case .storeMemory(.tool):
                return PolicyDecision(.escalate(approvers: ["ann", "bob"]), reason: "check", rule: "rule 3")
            default: throw Unreachable()
            }
        }
    }

    private final class Store: MemoryStore {
        let records = Mutex<[MemoryRecord]>([])

        func remember(_ record: MemoryRecord) async throws { records.withLock { $0.append(record) } }

        func recent(_ limit: Int, in channel: MemoryChannel?) async throws -> [MemoryRecord] {
            records.withLock { $0 }
        }

        func search(_ text: String, limit: Int, tags: Set<String>) async throws -> [MemoryMatch] {
            records.withLock { $0.map { MemoryMatch(record: $0, score: 1) } }
        }
    }

    private let policy = Policy()
    private let store = Store()
    private let agent = AgentID(randomBits: 1, 2)
    private let session = SessionID("ses_test")

    @Test func keepsWhatThePolicyAllows() async throws {
        let record = MemoryRecord(
            id: "a", time: Timestamp(microseconds: 0), channel: .input, text: "secret", tags: ["x"],
            metadata: ["k": "v"])
        try await memory.remember(record)
        #expect(try await memory.recent(1, in: nil) == [record])
        #expect(try await memory.search("", limit: 1, tags: []).map(\.record) == [record])
        let request = PolicyRequest(
            action: .storeMemory(channel: .input), agent: agent, session: session, tags: ["x"], metadata: ["k": "v"])
        let recall = PolicyRequest(
            action: .recallMemory(channel: .input, taint: .trusted), agent: agent, session: session, tags: ["x"],
            metadata: ["k": "v"])
        #expect(policy.requests.withLock { $0 } == [request, recall, recall])
    }

    @Test(
        arguments: [
            (.output, .denied, "private (rule 2)"), (.tool, .escalated, "approval of ann, bob: check (rule 3)"),
            (.system, .denied, "the policy could not be asked"),
        ] as [(MemoryChannel, MemoryError.Code, String)])
    func keepsNothingElse(channel: MemoryChannel, code: MemoryError.Code, text: String) async {
        let error = await #expect(throws: MemoryError.self) {
            try await memory.remember(.sample("a", channel: channel))
        }
        #expect(error?.code == code)
        #expect(error?.message.contains(text) == true)
        #expect((error?.decision == nil) == (channel == .system))
        #expect(store.records.withLock { $0.isEmpty })
    }

    private var memory: GatedMemory { GatedMemory(store, policy: policy, agent: agent, session: session) }
}
