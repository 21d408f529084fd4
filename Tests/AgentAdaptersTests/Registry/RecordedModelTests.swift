import AgentAdapters
import AgentPrimitives
import AgentTesting
import Testing

@Suite("The recorded model")
struct RecordedModelTests {
    private let question = ModelRequest(model: "m", messages: [.user("Hi")])

    private func answer(_ text: String) -> RecordedModel.Answer {
        let events = [ModelEvent].answer([(.text, text)])
        return RecordedModel.Answer(request: question, batches: [Array(events.prefix(2)), Array(events.dropFirst(2))])
    }

    @Test("keeps the adapter contract, and gives repeated questions their answers in order")
    func plays() async throws {
        let model = try RecordedModel([answer("One."), answer("Two.")])
        var texts: [String] = []
        for _ in 0..<3 { texts.append(try await EventList.ask(model, question).message.text) }
        #expect(texts == ["One.", "Two.", "Two."])
        try await ModelAdapterContract.check(model, with: question)
    }

    @Test("says so when it was never asked that")
    func unknown() async throws {
        let model = try RecordedModel([answer("One.")])
        let other = ModelRequest(model: "m", messages: [.user("What else?")])
        let error = await #expect(throws: ModelError.self) { try await EventList.ask(model, other) }
        #expect(error?.code == .unknownModel)
    }
}
