/// A model by its id, and how its own fields are called (`additionalModelRequestFields`).
struct BedrockModel: Sendable {
    enum Family: Sendable {
        case claude, nova, openAI, cohere, mistral
        /// Another known maker, whose models share no field.
        case other
    }

    let family: Family

    private static let marks: [(mark: String, family: Family)] = [
        ("anthropic", .claude), ("claude", .claude), ("amazon.nova", .nova), ("openai.", .openAI), ("cohere.", .cohere),
        ("mistral.", .mistral), ("meta.", .other), ("deepseek.", .other), ("ai21.", .other), ("amazon.titan", .other),
        ("qwen.", .other), ("writer.", .other), ("minimax.", .other), ("moonshot", .other), ("google.", .other),
        ("nvidia.", .other), ("zai.", .other),
    ]

    /// - Parameter id: An id, or an ARN, which need not name the model; most of those are of Claude.
    init(_ id: String) {
        let name = id.lowercased()
        family = Self.marks.first { name.contains($0.mark) }?.family ?? .claude
    }

    /// Whether the model takes cache points.
    var caches: Bool { family == .claude || family == .nova }
}
