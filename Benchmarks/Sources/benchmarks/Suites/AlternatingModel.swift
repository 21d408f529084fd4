import AgentRuntime

/// Asks for a tool when the question is the last message, and answers once the tool's result is there.
struct AlternatingModel: ModelAdapter {
    let metadata = ModelAdapterMetadata(provider: "scripted", kind: nil)

    func losses(in request: ModelRequest) -> [TranslationLoss] { [] }

    func stream(
        _ request: ModelRequest, deliver: @escaping ModelEventSink
    ) async throws {
        let started = ModelEvent.started(id: "a", model: request.model)
        let usage = ModelEvent.usage(Usage(inputTokens: 20, outputTokens: 10))
        if request.messages.last?.role == .tool {
            try await deliver([
                started, .blockStarted(index: 0, kind: .text), .blockDelta(index: 0, text: "It is 42."),
                .blockStopped(index: 0), usage, .stop(.endOfTurn),
            ])
        } else {
            try await deliver([
                started, .blockStarted(index: 0, kind: .toolCall(id: "call_1", name: "calc")),
                .blockDelta(index: 0, text: #"{"expression":"6*7"}"#), .blockStopped(index: 0), usage, .stop(.toolUse),
            ])
        }
    }
}
