/// One event of a model's answer, independent of any model API.
///
/// An answer is `started`, then blocks, then `usage` and `stop`. Blocks do not overlap for a reader: each has an index that
/// counts from 0, starts once, takes deltas and stops once. A failure is not an event: the stream throws ``ModelError``.
public enum ModelEvent: Hashable, Sendable {
    /// The model began to answer; identifier and model as the upstream names them.
    case started(id: String, model: String)
    /// A block begins.
    case blockStarted(index: Int, kind: BlockKind)
    /// A block grows by a piece of text: visible text, reasoning, a refusal, or the next characters of a call's JSON arguments.
    case blockDelta(index: Int, text: String)
    /// The provider's opaque proof for a block, whole; at most one for each block.
    case blockSignature(index: Int, signature: ProviderState)
    /// A source of the text that a block holds so far.
    case blockCitation(index: Int, citation: Citation)
    /// A block ends.
    case blockStopped(index: Int)
    /// Tokens used so far; a later one replaces an earlier one.
    case usage(Usage)
    /// The answer is complete.
    case stop(StopReason)

    /// What a block holds.
    public enum BlockKind: Hashable, Sendable {
        /// Visible text.
        case text
        /// The model's visible reasoning.
        case reasoning
        /// Reasoning that its provider keeps to itself, whole.
        case redactedReasoning(ProviderState)
        /// The model's words for not answering.
        case refusal
        /// An image, a document or a recording that the model made, whole.
        case media(Media)
        /// An item that only its provider understands, whole.
        case opaque(ProviderState)
        /// A tool call; its arguments follow as deltas of JSON text.
        case toolCall(id: String, name: String)
    }
}
