/// What must be sent, against the room there is; all in tokens.
public struct ContextDemand: Hashable, Sendable {
    /// The window, input and output together.
    public var maximumTokens: Int
    /// The part kept free for the answer.
    public var reservedOutputTokens: Int
    /// The standing instructions.
    public var systemTokens: Int
    /// The tools offered.
    public var toolTokens: Int
    /// The pinned exchanges.
    public var pinnedTokens: Int
    /// What opens the current turn, and its newest exchange, as far as they are not pinned.
    public var turnTokens: Int

    /// The room for input; negative when the reserve alone is larger than the window.
    public var availableTokens: Int { maximumTokens - reservedOutputTokens }
    /// Everything that must be sent.
    public var requiredTokens: Int { systemTokens + toolTokens + pinnedTokens + turnTokens }
    /// What is too much; not above zero when all fits.
    public var excess: Int { requiredTokens - availableTokens }
}
