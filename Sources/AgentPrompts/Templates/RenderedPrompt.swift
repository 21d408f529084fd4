/// What the templates of a ``PromptSet`` came to.
public struct RenderedPrompt: Hashable, Sendable {
    /// The standing instructions.
    public var system: String
    /// What the user asks.
    public var user: String

    /// Pairs the two texts.
    public init(system: String, user: String) {
        self.system = system
        self.user = user
    }
}
