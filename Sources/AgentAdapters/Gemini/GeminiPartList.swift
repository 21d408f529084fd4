internal import AgentPrimitives

/// Collects the parts of one content, in order.
struct GeminiPartList: Sendable {
    private var parts: [JSONObject] = []
    /// Text that may still grow; kept apart, so that it grows in place.
    private var speech: (text: String, isThought: Bool)?

    var isEmpty: Bool { parts.isEmpty && speech == nil }

    /// Appends text that may arrive in pieces; pieces of the same kind become one part.
    mutating func say(_ text: String, isThought: Bool) {
        guard !text.isEmpty else { return }
        if speech?.isThought == isThought {
            speech?.text += text
        } else {
            endSpeech()
            speech = (text, isThought)
        }
    }

    /// Ends a part of text, so that more begins another.
    mutating func endSpeech() {
        guard let ended = speech else { return }
        speech = nil
        parts.append(Self.text(ended.text, isThought: ended.isThought))
    }

    mutating func add(_ part: JSONObject) {
        endSpeech()
        parts.append(part)
    }

    /// Adds a signature to the text or media before it; where there is none, it stands alone.
    mutating func sign(_ signature: String, isThought: Bool = false) {
        endSpeech()
        if let last = parts.last, last["thoughtSignature"] == nil, last["functionCall"] == nil,
            last["functionResponse"] == nil, (last["thought"]?.boolValue ?? false) == isThought
        {
            parts[parts.count - 1]["thoughtSignature"] = .string(signature)
        } else {
            var part = Self.text("", isThought: isThought)
            part["thoughtSignature"] = .string(signature)
            parts.append(part)
        }
    }

    /// Adds what was kept for Gemini.
    mutating func add(_ state: GeminiState) {
        endSpeech()
        switch state {
        case .signature(let signature): sign(signature)
        case .part(let part): parts.append(part)
        case .members(let members):
            guard !parts.isEmpty else { return }
            GeminiMerging.merge(members, into: &parts[parts.count - 1])
        }
    }

    /// Hands the parts over and begins anew.
    mutating func take() -> [JSONValue] {
        endSpeech()
        defer { parts = [] }
        return parts.map { .object($0) }
    }

    static func text(_ text: String, isThought: Bool = false) -> JSONObject {
        isThought ? ["text": .string(text), "thought": true] : ["text": .string(text)]
    }
}
