internal import AgentPrimitives

/// Collects the contents of a request in the order that Gemini insists on.
///
/// The results of all calls of a turn stand in one content right behind the calls, and calls stand in the same content as
/// what the model said before them.
struct GeminiContentList: Sendable {
    private struct Content: Sendable {
        let isModel: Bool
        var parts: [JSONValue]
    }

    private var list: [Content] = []
    /// The content of the model that asked last for calls.
    private var calls: Int?
    /// The content that holds the results of these calls so far.
    private var results: Int?

    /// The contents as JSON.
    var contents: [JSONValue] {
        list.map { ["role": $0.isModel ? "model" : "user", "parts": .array($0.parts)] }
    }

    mutating func add(_ parts: [JSONValue], of message: Message) {
        let hasResults = message.content.contains { part in
            if case .toolResult = part { true } else { false }
        }
        if message.role == .assistant {
            addModel(parts, hasCalls: !message.toolCalls.isEmpty)
        } else if hasResults {
            addResults(parts)
        } else {
            list.append(Content(isModel: false, parts: parts.isEmpty ? [["text": ""]] : parts))
        }
    }

    private mutating func addModel(_ parts: [JSONValue], hasCalls: Bool) {
        guard !parts.isEmpty else { return }
        if hasCalls, let last = list.last, last.isModel {
            list[list.count - 1].parts += parts
        } else {
            list.append(Content(isModel: true, parts: parts))
        }
        guard hasCalls else { return }
        calls = list.count - 1
        results = nil
    }

    private mutating func addResults(_ parts: [JSONValue]) {
        if let results {
            list[results].parts += parts
        } else {
            // What was said between the calls and their results comes behind them.
            let place = calls.map { $0 + 1 } ?? list.count
            list.insert(Content(isModel: false, parts: parts), at: place)
            results = calls == nil ? nil : place
        }
    }
}
