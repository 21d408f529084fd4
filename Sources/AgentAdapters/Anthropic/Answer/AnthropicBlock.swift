internal import AgentPrimitives

/// A block of the upstream that has begun and not ended.
struct AnthropicBlock: Sendable {
    enum Kind: Sendable {
        case text
        case thinking
        /// A tool call, by its position among the calls, and arguments that came with its start.
        case call(Int, input: JSONValue?)
        /// A block that only its provider understands, as far as it has arrived, and the JSON text of its input.
        case opaque(JSONObject, input: String)
        /// Nothing more can belong to it.
        case whole
    }

    /// The upstream's index; it need not be unique or without gaps.
    let index: Int?
    var kind: Kind
    /// Sources of a text; they go out behind it.
    var citations: [Citation] = []

    /// Whether a delta of that type belongs to a block of this kind.
    func takes(_ type: AnthropicDelta.Kind) -> Bool {
        switch (kind, type) {
        case (.text, .text), (.text, .citation), (.thinking, .thinking), (.thinking, .signature), (.call, .input),
            (.opaque, .input), (.opaque, .other):
            true
        default: false
        }
    }

    var isOpaque: Bool {
        if case .opaque = kind { true } else { false }
    }
}
