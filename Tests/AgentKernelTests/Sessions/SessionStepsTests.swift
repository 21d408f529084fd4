import AgentPrimitives
import AgentTelemetry
import Testing

@testable import AgentKernel

@Suite("SessionSteps")
struct SessionStepsTests {
    private let first = SessionID("ses_a")
    private let second = SessionID("ses_b")

    @Test("two runs of the same conversation tell the same")
    func same() async throws {
        let left = try SessionSteps.of(try await RecordedConversation(session: first).events)
        let right = try SessionSteps.of(try await RecordedConversation(session: second).events)
        let difference = SessionDiff(left, right)
        #expect(difference.isSame)
        #expect(difference.commonSteps == left.count)
    }

    @Test("another answer is found at its place")
    func otherAnswer() async throws {
        let left = try SessionSteps.of(try await RecordedConversation(session: first).events)
        let right = try SessionSteps.of(try await RecordedConversation(session: second, answer: "It is 43.").events)
        let difference = SessionDiff(left, right, context: 2)
        #expect(!difference.isSame)
        #expect(difference.context.count == 2)
        #expect(difference.left?.kind == "model.answered")
        #expect(difference.difference?.path.description == "/message/content/0/text")
        #expect(difference.difference?.left == "It is 42.")
        #expect(difference.difference?.right == "It is 43.")
    }

    @Test("a session that ends early parts at its end")
    func shorter() async throws {
        let events = try await RecordedConversation(session: first).events
        let whole = try SessionSteps.of(events)
        let difference = SessionDiff(whole, try SessionSteps.of(Array(events.prefix(3))))
        #expect(difference.commonSteps == 3)
        #expect(difference.left != nil)
        #expect(difference.right == nil)
        #expect(difference.difference == nil)
    }

    @Test("the calls of a round stand in the order in which they were asked for")
    func order() async throws {
        let steps = try SessionSteps.of(try await RecordedConversation(session: first).events)
        let calls = steps.filter { $0.kind.hasPrefix("tool.") }.map { $0.content["call"]?.intValue }
        #expect(calls == [1, 1, 1, 2, 2, 2])
    }
}
