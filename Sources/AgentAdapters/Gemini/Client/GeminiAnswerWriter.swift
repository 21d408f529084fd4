internal import AgentPrimitives

/// Collects what an answer says and writes it as documents of `generateContent`, in one or in many.
struct GeminiAnswerWriter: Sendable {
    private let identity: AnswerIdentity
    private var parts = GeminiPartList()
    private var citations: [Citation] = []
    /// The name of a call whose arguments are no JSON object; Gemini has no form for it.
    private var brokenCall: String?

    /// The last counts that are known; `nil` before there are any.
    var usage: Usage?

    init(identity: AnswerIdentity) {
        self.identity = identity
    }

    /// Whether there is something to write.
    var isEmpty: Bool { parts.isEmpty }

    mutating func say(_ text: String, isThought: Bool) {
        parts.say(text, isThought: isThought)
    }

    mutating func endSpeech() {
        parts.endSpeech()
    }

    mutating func sign(_ signature: ProviderState, isThought: Bool) {
        if let text = GeminiSignature.write(signature) { parts.sign(text, isThought: isThought) }
    }

    /// Adds a whole part; what only another API understands is left out.
    mutating func add(_ part: ContentPart) {
        switch part {
        case .text(let text), .refusal(let text):
            say(text, isThought: false)
            endSpeech()
        case .reasoning(let text, let signature):
            say(text, isThought: true)
            endSpeech()
            if let signature { sign(signature, isThought: true) }
        case .toolCall(let call):
            add(call)
        case .media(let media):
            if case .part(let part) = GeminiMedia.write(media) { parts.add(part) }
        case .opaque(let state):
            if let kept = GeminiState(state) { parts.add(kept) }
        case .redactedReasoning(let state):
            if let kept = GeminiState(state) {
                parts.add(kept)
            } else {
                var part = GeminiPartList.text("", isThought: true)
                part["thoughtSignature"] = .string(GeminiSignature.write(redacted: state))
                parts.add(part)
            }
        case .citation(let citation):
            citations.append(citation)
        case .toolResult, .cachePoint:
            break
        }
    }

    /// Writes what has collected since the last chunk.
    mutating func chunk() -> JSONValue {
        document(parts: parts.take(), finish: JSONObject(), usage: usage)
    }

    /// Writes the rest, and why the model stopped.
    mutating func lastChunk(_ reason: StopReason) -> JSONValue {
        var finish = GeminiSources.members(citations)
        let hidesCall = brokenCall != nil && (reason == .toolUse || reason == .endOfTurn)
        finish["finishReason"] = .string(GeminiFinish.finish(hidesCall ? .malformedToolCall : reason))
        if hidesCall, let brokenCall {
            finish["finishMessage"] = .string(
                "Malformed function call: the arguments of \(brokenCall) are no JSON object")
        }
        // Clients read the parts without looking whether there are any.
        let last = parts.isEmpty ? [["text": ""]] : parts.take()
        return document(parts: last, finish: finish, usage: usage ?? Usage())
    }

    private mutating func add(_ call: ToolCall) {
        guard let arguments = try? JSONValue(parsing: call.argumentsText), arguments.objectValue != nil else {
            brokenCall = call.name
            return
        }
        var object: JSONObject = ["name": .string(call.name), "args": arguments]
        if !call.id.isEmpty, !GeminiCallIDs.isMinted(call.id) { object["id"] = .string(call.id) }
        var part: JSONObject = ["functionCall": .object(object)]
        part["thoughtSignature"] = call.state.flatMap(GeminiSignature.write).map { .string($0) }
        parts.add(part)
    }

    private func document(parts: [JSONValue], finish: JSONObject, usage: Usage?) -> JSONValue {
        var candidate: JSONObject = ["content": ["parts": .array(parts), "role": "model"]]
        for (key, value) in finish { candidate[key] = value }
        candidate["index"] = 0
        var document: JSONObject = ["candidates": [.object(candidate)]]
        document["usageMetadata"] = usage.map(GeminiUsage.metadata)
        document["modelVersion"] = .string(identity.model)
        document["responseId"] = .string(identity.id)
        return .object(document)
    }
}
