/// Which model answers, and why it was chosen.
public struct ModelSelection: Hashable, Sendable {
    /// The model's name, as `--model` takes it.
    public let name: String
    /// The kind of upstream that serves it, such as `builtin` or `openai-chat`.
    public let provider: String
    /// Why it was chosen, in one sentence.
    public let reason: String
}
