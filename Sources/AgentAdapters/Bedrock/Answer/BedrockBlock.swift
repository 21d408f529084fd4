internal import AgentPrimitives

/// A block of the upstream that has begun and not ended.
struct BedrockBlock: Sendable {
    enum Kind: Sendable {
        case text
        case reasoning
        /// Reasoning that is hidden, in base64.
        case hidden
        /// A tool call, by its position among the calls.
        case call(Int)
        /// An image that the model made.
        case image(format: String)
        /// A block that only this API understands, without what arrives of it later.
        case opaque(key: String, JSONObject)
    }

    /// The upstream's index; it need not be unique or without gaps.
    let index: Int?
    var kind: Kind
    /// What has arrived of a signature, hidden reasoning, an image or an opaque block's input.
    var data = ""
    /// The elements of an opaque block's content.
    var elements: [JSONValue] = []
    /// Sources of a text; they go out behind it.
    var citations: [Citation] = []

    init(index: Int?, kind: Kind) {
        self.index = index
        self.kind = kind
    }
}
