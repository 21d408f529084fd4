/// Why a model stopped.
public enum StopReason: Hashable, Sendable {
    /// It had no more to say.
    case endOfTurn
    /// It met a stop text.
    case stopSequence(String)
    /// It reached the largest answer allowed.
    case outputLimit
    /// The conversation no longer fits the model.
    case contextFull
    /// It waits for tool results.
    case toolUse
    /// A filter or a refusal ended the answer.
    case contentFilter
    /// It asked for a tool call that its provider could not make sense of.
    case malformedToolCall
    /// The provider paused a long turn.
    case paused
    /// A reason that has no counterpart here, as the upstream spells it.
    case other(String)
}
