import AgentPrimitives
import AgentTesting
import Testing

@Suite("The adapter contract")
struct ModelAdapterContractTests {
    private static let start = ModelEvent.started(id: "", model: "m")
    private static let end: [ModelEvent] = [.usage(Usage()), .stop(.endOfTurn)]

    static let broken: [[ModelEvent]] = [
        [],
        [start],
        [start, .stop(.endOfTurn)],
        end,
        [start, start] + end,
        [start, .blockStarted(index: 1, kind: .text), .blockStopped(index: 1)] + end,
        [start, .blockStarted(index: 0, kind: .text)] + end,
        [start, .blockStarted(index: 0, kind: .text), .blockDelta(index: 0, text: ""), .blockStopped(index: 0)] + end,
        [start, .blockStarted(index: 0, kind: .text), .blockDelta(index: 1, text: "x"), .blockStopped(index: 0)] + end,
        [
            start, .blockStarted(index: 0, kind: .refusal), .blockSignature(index: 0, signature: "s"),
            .blockStopped(index: 0),
        ] + end,
        [start, .blockDelta(index: 0, text: "x")] + end,
        [start, .blockStarted(index: 0, kind: .toolCall(id: "", name: "x")), .blockStopped(index: 0)] + end,
        [
            start, .blockStarted(index: 0, kind: .toolCall(id: "a", name: "x")), .blockStopped(index: 0),
            .blockStarted(index: 1, kind: .toolCall(id: "a", name: "x")), .blockStopped(index: 1),
        ] + end,
        [start, .usage(Usage(inputTokens: 1, cachedInputTokens: 2)), .stop(.endOfTurn)],
        [start] + end + [.stop(.endOfTurn)],
    ]

    @Test("finds what is out of order", arguments: broken)
    func finds(_ events: [ModelEvent]) {
        #expect(throws: ModelAdapterContract.Violation.self) { try ModelAdapterContract.check(events) }
    }

    @Test("takes what is in order")
    func takes() throws {
        try ModelAdapterContract.check([Self.start] + Self.end)
        try ModelAdapterContract.check(
            [
                Self.start, .blockStarted(index: 0, kind: .reasoning), .blockDelta(index: 0, text: "x"),
                .blockSignature(index: 0, signature: "s"), .blockStopped(index: 0), .usage(Usage()),
                .blockStarted(index: 1, kind: .text), .blockStopped(index: 1),
            ] + Self.end)
        #expect(throws: ModelAdapterContract.Violation.self) {
            try ModelAdapterContract.checkBrokenOff([Self.start] + Self.end)
        }
    }
}
