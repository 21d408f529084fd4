internal import AgentRuntime
internal import Testing

@testable internal import agent_cli

@Suite struct AnswerTextTests {
    private static let request = SessionEvent.modelRequested(
        ModelCallIntent(
            call: 1, digest: .zero, messages: 1, droppedMessages: 0,
            reservation: BudgetLedger.Reservation(tokens: 0, money: nil)))

    private static func events(_ events: ModelEvent...) -> SessionEvent { .modelEvents(call: 1, events: events) }

    @Test func showsVisibleTextWithGapsBetweenCalls() {
        var answer = AnswerText()
        let steps: [(SessionEvent, String)] = [
            (Self.request, ""),
            (Self.events(.blockStarted(index: 0, kind: .reasoning), .blockDelta(index: 0, text: "hm")), ""),
            (Self.events(.blockStarted(index: 1, kind: .text), .blockDelta(index: 1, text: "I look ")), "I look "),
            (Self.events(.blockDelta(index: 1, text: "it up.")), "it up."),
            (
                Self.events(
                    .blockStarted(index: 2, kind: .toolCall(id: "c", name: "t")), .blockDelta(index: 2, text: "{}")), ""
            ),
            (Self.request, ""),
            (Self.events(.blockStarted(index: 0, kind: .text)), ""),
            (Self.events(.blockDelta(index: 0, text: "Found.\n")), "\n\nFound.\n"),
            (Self.request, ""),
            (Self.events(.blockStarted(index: 0, kind: .text), .blockDelta(index: 0, text: "More")), "\nMore"),
        ]
        for (event, text) in steps { #expect(answer.add(event) == text) }
        #expect(!answer.isEmpty)
        #expect(!answer.endsInNewline)
        answer.reset()
        #expect(answer.isEmpty)
    }
}
