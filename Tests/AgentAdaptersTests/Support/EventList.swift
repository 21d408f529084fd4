import AgentAdapters
import AgentPrimitives

/// Collects what a model delivers.
actor EventList {
    private(set) var all: [ModelEvent] = []

    func append(_ events: [ModelEvent]) { all += events }

    /// Asks an adapter one question.
    static func ask(
        _ adapter: any ModelAdapter,
        _ request: ModelRequest = ModelRequest(model: "u", messages: [.user("Hi")], maxOutputTokens: 16)
    ) async throws -> ModelAnswer {
        let events = EventList()
        try await adapter.stream(request) { await events.append($0) }
        return ModelAnswer(folding: await events.all)
    }
}
