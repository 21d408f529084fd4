/// In what a particular server of the Anthropic Messages API differs from the others.
public struct AnthropicOptions: Hashable, Sendable {
    /// The version that every request names (`anthropic-version`).
    public var version = "2023-06-01"
    /// What becomes of system messages behind the first turn.
    public var midConversationSystem = MidConversationSystem.inPlace
    /// Whether the model takes adaptive thinking (4.6 and later); for others an effort becomes a number of tokens.
    public var thinksAdaptively = true
    /// How large an answer may grow.
    public var limits = AnswerLimits()

    /// What Anthropic itself takes.
    public init() {}

    /// What is known to work with the server of that name.
    public init(host: String) {
        if host != "api.anthropic.com" { midConversationSystem = .userText }
    }
}

extension AnthropicOptions {
    /// What becomes of system messages behind the first turn.
    ///
    /// They never move to the front: that would change the beginning of the prompt, and with it all that is cached.
    public enum MidConversationSystem: String, Hashable, Sendable {
        /// A message of the role `system`, behind the turn of the user that it stands at (beta
        /// `mid-conversation-system-2026-04-07`).
        case inPlace
        /// A text of the user, which is reported as a loss; every server takes it.
        case userText
    }
}
