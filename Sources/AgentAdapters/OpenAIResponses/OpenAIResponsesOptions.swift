internal import AgentPrimitives

/// In what a particular server of OpenAI Responses differs from the others.
public struct OpenAIResponsesOptions: Hashable, Sendable {
    /// Whether to ask for reasoning in encrypted form, so that it can be given back; `nil` asks where the model reasons.
    ///
    /// Models that do not reason refuse the question.
    public var asksForEncryptedReasoning: Bool?
    /// How large an answer may grow.
    public var limits = AnswerLimits()

    /// What most servers take.
    public init() {}

    /// Whether to ask for encrypted reasoning in the answer to a request.
    func asksForEncryptedReasoning(in request: ModelRequest) -> Bool {
        if let asksForEncryptedReasoning { return asksForEncryptedReasoning }
        if request.reasoning != nil { return true }
        let name = request.model.split(separator: "/").last.map(String.init) ?? request.model
        return Self.reasoningModels.contains { name.hasPrefix($0) } && !name.contains("-chat")
    }

    /// How the names of models that always reason begin.
    private static let reasoningModels = ["gpt-5", "o1", "o3", "o4", "codex-"]
}
