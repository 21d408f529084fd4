/// How large a context window is and what may be cut to fit it.
public struct ContextOptions: Hashable, Sendable {
    /// Tokens of input and output together that the model takes.
    public var maximumTokens = 8192
    /// Tokens of these that are kept free for the answer.
    public var reservedOutputTokens = 1024
    /// Whether a tool result of the newest exchange may be cut when it does not fit whole.
    public var cutsToolResults = true
    /// Whether the user's text that opens the current turn may be cut; when not, a text that is too long is an error.
    public var cutsUserMessages = false
    /// A text is not cut to fewer tokens than this: less would say nothing.
    public var smallestCutTokens = 64

    /// Starts from the defaults.
    public init() {}
}
