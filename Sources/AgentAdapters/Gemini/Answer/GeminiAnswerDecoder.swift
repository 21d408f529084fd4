internal import AgentPrimitives

/// Turns the chunks of an answer of Gemini, or a whole one, into canonical events.
struct GeminiAnswerDecoder: Sendable {
    private let names: GeminiToolNames
    private let estimatedInputTokens: Int
    private var assembler: AnswerAssembler
    private var sources = GeminiSources()
    private var usage = GeminiUsage()
    private var id = ""
    private var model: String
    private var finishReason: String?
    /// Whether the prompt was refused, so that there is no candidate.
    private var isBlocked = false
    private var hasStarted = false
    /// What the text at hand is; `nil` when none may grow.
    private var speech: ModelEvent.BlockKind?

    init(answering request: ModelRequest, limits: AnswerLimits) {
        names = GeminiToolNames(request)
        estimatedInputTokens = TokenEstimate.tokens(of: request)
        model = request.model
        assembler = AnswerAssembler(mint: CallIDMint(after: request.messages), limits: limits)
    }

    /// Whether the model said why it stopped.
    ///
    /// Not the end of the answer: parts and counts may follow, and some models name a reason in every chunk.
    var hasFinishReason: Bool { finishReason != nil || isBlocked }

    /// The number of bytes so far.
    var byteCount: Int { assembler.byteCount }

    /// Takes a chunk, a whole answer or an error document; events that precede a failure are appended before it is thrown.
    mutating func consume(_ document: [UInt8], into events: inout [ModelEvent]) throws(ModelError) {
        let chunk: JSONValue
        do {
            chunk = try JSONValue(parsing: document)
        } catch {
            throw ModelError(.malformedResponse, "expected JSON in the model's answer: \(error.message)")
        }
        guard chunk.objectValue != nil else {
            throw ModelError(.malformedResponse, "expected a JSON object in the model's answer, found another value")
        }
        if let text = chunk["responseId"]?.stringValue, !text.isEmpty { id = text }
        if let text = chunk["modelVersion"]?.stringValue, !text.isEmpty { model = text }
        usage.read(chunk["usageMetadata"])
        let candidate = chunk["candidates"]?.arrayValue?.first { ($0["index"]?.intValue ?? 0) == 0 }
        if let candidate { try consume(candidate: candidate, into: &events) }
        if let reason = chunk["promptFeedback"]?["blockReason"]?.stringValue, !reason.isEmpty,
            reason != "BLOCK_REASON_UNSPECIFIED"
        {
            start(into: &events)
            isBlocked = true
        }
        if let failure = UpstreamFailure(chunk) { throw failure.error() }
    }

    /// Ends the answer.
    ///
    /// - Parameter isWhole: Whether the upstream marked the end, so that a missing reason does no harm.
    /// - Throws: `malformedResponse` when the answer is not complete.
    mutating func conclude(isWhole: Bool, into events: inout [ModelEvent]) throws(ModelError) {
        guard hasFinishReason || isWhole && !assembler.isEmpty else {
            throw ModelError(
                .malformedResponse,
                "the model's answer ended before it was complete, after \(byteCount) bytes of it; try again")
        }
        try assembler.finish(into: &events)
        let estimate = Usage(
            inputTokens: estimatedInputTokens, outputTokens: TokenEstimate.tokens(bytes: assembler.byteCount))
        events.append(.usage(usage.usage ?? estimate))
        let hasCalls = assembler.callCount > 0
        events.append(
            .stop(isBlocked ? .contentFilter : GeminiFinish.stopReason(finishReason ?? "STOP", hasCalls: hasCalls)))
    }

    private mutating func consume(candidate: JSONValue, into events: inout [ModelEvent]) throws(ModelError) {
        let parts = (candidate["content"]?["parts"]?.arrayValue ?? []).compactMap(\.objectValue)
        let citations = sources.read(candidate)
        // Sources name what the text says, so they go to it before anything ends it.
        let lastText = parts.lastIndex { Self.isVisibleText($0) }
        if lastText == nil { try cite(citations, into: &events) }
        for (index, part) in parts.enumerated() {
            start(into: &events)
            try take(part, citations: index == lastText ? citations : [], into: &events)
        }
        if let reason = candidate["finishReason"]?.stringValue, !reason.isEmpty {
            start(into: &events)
            finishReason = reason
        }
    }

    private mutating func take(
        _ part: JSONObject, citations: [Citation], into events: inout [ModelEvent]
    ) throws(ModelError) {
        let signature = part["thoughtSignature"]?.stringValue.flatMap { $0.isEmpty ? nil : $0 }
        if let call = part["functionCall"], call.objectValue != nil {
            try take(call: call, signature: signature, into: &events)
        } else if let text = part["text"]?.stringValue {
            if text.isEmpty, let signature {
                try take(lone: signature, in: part, into: &events)
            } else {
                try speak(text, isThought: part["thought"]?.boolValue ?? false, into: &events)
                try cite(citations, into: &events)
                if let signature { try endSpeech(signature: signature, into: &events) }
            }
        } else if let media = GeminiMedia.read(part) {
            try add(.media(media), into: &events)
            if let signature { try add(.opaque(GeminiState.signature(signature).state), into: &events) }
        } else if part.contains(where: { !$0.value.isNull && $0.key != "thought" && $0.key != "text" }) {
            try add(.opaque(GeminiState.part(part).state), into: &events)
        }
    }

    /// Calls come whole.
    private mutating func take(
        call: JSONValue, signature: String?, into events: inout [ModelEvent]
    ) throws(ModelError) {
        let arguments = call["args"].flatMap { $0.isNull ? nil : $0 }
        let position = assembler.callCount
        speech = nil
        try assembler.openCall(into: &events)
        let id = call["id"]?.stringValue.flatMap { $0.isEmpty ? nil : $0 }
        let name = call["name"]?.stringValue.flatMap { $0.isEmpty ? nil : names.original(of: $0) }
        assembler.describeCall(position, id: id, name: name, into: &events)
        if let signature { try assembler.signCall(position, with: GeminiState.signature(signature).state) }
        let text = arguments.map { $0.stringValue ?? $0.text() } ?? ""
        try assembler.addArguments(text, toCall: position, into: &events)
        try assembler.endCall(position, into: &events)
    }

    /// A signature without text ends the thought before it; otherwise it has its own place in the order of parts.
    private mutating func take(
        lone signature: String, in part: JSONObject, into events: inout [ModelEvent]
    ) throws(ModelError) {
        if part["thought"]?.boolValue == true, speech == .reasoning {
            try endSpeech(signature: signature, into: &events)
        } else {
            try add(.opaque(GeminiState.part(part).state), into: &events)
        }
    }

    private mutating func speak(
        _ text: String, isThought: Bool, into events: inout [ModelEvent]
    ) throws(ModelError) {
        guard !text.isEmpty else { return }
        let kind: ModelEvent.BlockKind = isThought ? .reasoning : .text
        try assembler.say(text, as: kind, into: &events)
        speech = kind
    }

    private mutating func endSpeech(signature: String, into events: inout [ModelEvent]) throws(ModelError) {
        _ = try assembler.signSpeech(with: GeminiState.signature(signature).state)
        assembler.endSpeech(into: &events)
        speech = nil
    }

    private mutating func add(_ kind: ModelEvent.BlockKind, into events: inout [ModelEvent]) throws(ModelError) {
        try assembler.add(kind, into: &events)
        speech = nil
    }

    /// Sources of something other than text stand before the text that follows, if any does.
    private mutating func cite(_ citations: [Citation], into events: inout [ModelEvent]) throws(ModelError) {
        guard !citations.isEmpty else { return }
        if speech != .text {
            start(into: &events)
            try assembler.beginSpeech(.text, into: &events)
            speech = .text
        }
        for citation in citations { assembler.cite(citation, into: &events) }
    }

    private mutating func start(into events: inout [ModelEvent]) {
        guard !hasStarted else { return }
        hasStarted = true
        events.append(.started(id: id, model: model))
    }

    private static func isVisibleText(_ part: JSONObject) -> Bool {
        part["text"]?.stringValue?.isEmpty == false && part["thought"]?.boolValue != true && part["functionCall"] == nil
    }
}
