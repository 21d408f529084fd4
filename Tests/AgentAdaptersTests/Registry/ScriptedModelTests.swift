import AgentAdapters
import AgentPrimitives
import AgentTesting
import Synchronization
import Testing

@Suite("The scripted model")
struct ScriptedModelTests {
    private let request = ModelRequest(model: "m", messages: [.user("Hi")])

    @Test("keeps the adapter contract")
    func contract() async throws {
        let call = ToolCall(id: "a", name: "calc", argumentsText: "{}")
        let text = try await ModelAdapterContract.check(
            ScriptedModel([.text("One two.")], repeatsLast: true), with: request)
        #expect(text.message.text == "One two.")
        let tools = try await ModelAdapterContract.check(
            ScriptedModel(
                [.toolCalls([call, ToolCall(id: "b", name: "calc", argumentsText: "")], text: "See.")],
                repeatsLast: true),
            with: request)
        #expect(tools.message.toolCalls.map(\.id) == ["a", "b"])
        #expect(tools.stopReason == .toolUse)
    }

    @Test("answers in order, keeps the requests and ends")
    func order() async throws {
        let failure = ModelError(.overloaded, "busy")
        let model = ScriptedModel([.text("a"), .failure(failure, after: [[.started(id: "", model: "m")]])])
        let events = Mutex<[ModelEvent]>([])
        try await model.stream(request) { batch in events.withLock { $0 += batch } }
        #expect(ModelAnswer(folding: events.withLock { $0 }).message.text == "a")
        await #expect(throws: failure) { try await model.stream(request) { _ in } }
        let end = await #expect(throws: ModelError.self) { try await model.stream(request) { _ in } }
        #expect(end?.message == "the script has 2 answers and was asked for number 3")
        #expect(model.requests.count == 3)
    }
}
