package import AgentPrimitives

/// Reads an answer of a Chat Completions API, from the payloads of its events or from one whole response.
///
/// Pure: feed it each payload as it comes, then call ``end(into:)``. It takes what servers are known to send (nulls, empty
/// deltas, calls in one piece, calls without index or id, usage in odd places, a whole message at the end) and refuses
/// what has no clear meaning. A stream that breaks off never looks like one that ended.
package struct ChatStreamDecoder: Sendable {
    private let names: ToolNameMap
    private let estimatedInputTokens: Int
    private var assembler: AnswerAssembler
    private var matcher = ChatToolCallMatcher()
    private var id = ""
    private var model: String
    private var usage: Usage?
    private var finishReason: String?
    private var hasStarted = false
    private var isRefusal = false
    /// The pieces of OpenRouter's `reasoning_details`, in order.
    private var reasoningDetails: [JSONValue] = []

    /// Whether the stream said that it is over; what follows is ignored.
    package private(set) var isDone = false

    /// Prepares to read the answer to a request.
    package init(answering request: ModelRequest, limits: AnswerLimits = AnswerLimits()) {
        self.init(
            names: ToolNameMap(request), model: request.model,
            estimatedInputTokens: TokenEstimate.tokens(of: request),
            mint: CallIDMint(after: request.messages), limits: limits)
    }

    init(names: ToolNameMap, model: String, estimatedInputTokens: Int, mint: CallIDMint, limits: AnswerLimits) {
        self.names = names
        self.model = model
        self.estimatedInputTokens = estimatedInputTokens
        assembler = AnswerAssembler(mint: mint, limits: limits)
    }

    /// Whether the model said why it stopped, so that nothing essential can be missing.
    package var hasFinishReason: Bool { finishReason != nil }

    /// Takes the payload of one event: a chunk, a whole response, an error object or `[DONE]`.
    ///
    /// Events that precede a failure are appended before it is thrown.
    package mutating func consume(_ payload: String, into events: inout [ModelEvent]) throws(ModelError) {
        guard !isDone, !payload.utf8.allSatisfy({ $0 <= UInt8(ascii: " ") }) else { return }
        if payload.utf8.starts(with: "[DONE]".utf8) {
            isDone = true
            return try conclude(into: &events)
        }
        let chunk: JSONValue
        do {
            chunk = try JSONValue(parsing: payload)
        } catch {
            throw ModelError(
                .malformedResponse,
                "expected JSON in the model's stream, found '\(Excerpt.of(payload))': \(error.message)")
        }
        guard !chunk.isNull else { return }
        try consume(chunk, into: &events)
    }

    /// Takes the end of the connection.
    ///
    /// - Throws: `malformedResponse` when the answer was not complete.
    package mutating func end(into events: inout [ModelEvent]) throws(ModelError) {
        guard !isDone else { return }
        guard hasFinishReason else {
            throw ModelError(
                .malformedResponse,
                "the model's stream ended before the answer did, after \(assembler.byteCount) bytes of it; try again")
        }
        isDone = true
        try conclude(into: &events)
    }

    private mutating func consume(_ chunk: JSONValue, into events: inout [ModelEvent]) throws(ModelError) {
        guard chunk.objectValue != nil else {
            if let failure = UpstreamFailure(chunk) { throw failure.error() }
            throw ModelError(.malformedResponse, "expected a JSON object in the model's stream, found another value")
        }
        if let text = chunk["id"]?.stringValue, !text.isEmpty { id = text }
        if let text = chunk["model"]?.stringValue, !text.isEmpty { model = text }
        usage = ChatUsage.read(from: chunk) ?? usage
        let choice = chunk["choices"]?.arrayValue?.first { ($0["index"]?.intValue ?? 0) == 0 }
        if let choice { try consume(choice: choice, into: &events) }
        if let failure = UpstreamFailure(chunk) ?? choice.flatMap({ UpstreamFailure($0) }) {
            throw failure.error()
        }
        if finishReason == "error" {
            throw ModelError(.upstreamFailed, "the model's server broke the answer off and gave no reason; try again")
        }
        if finishReason == "insufficient_system_resource" {
            throw ModelError(.overloaded, "the model's server ran out of capacity in mid-answer; try again later")
        }
    }

    private mutating func consume(choice: JSONValue, into events: inout [ModelEvent]) throws(ModelError) {
        if let delta = choice["delta"], delta.objectValue != nil {
            start(into: &events)
            try consume(delta: delta, into: &events)
        }
        if let message = choice["message"], message.objectValue != nil {
            start(into: &events)
            try consume(message: message, into: &events)
        }
        if let reason = choice["finish_reason"]?.stringValue, !reason.isEmpty {
            start(into: &events)
            finishReason = reason
        }
    }

    private mutating func consume(delta: JSONValue, into events: inout [ModelEvent]) throws(ModelError) {
        try speak(ChatContent(delta), into: &events)
        var taken: Set<Int> = []
        for piece in ChatContent.toolCalls(in: delta) {
            let known = matcher.position(of: piece, taken: taken, arguments: assembler.arguments(ofCall:))
            let position = known ?? assembler.callCount
            if position == assembler.callCount { try assembler.openCall(into: &events) }
            matcher.note(piece, at: position)
            assembler.describeCall(position, id: piece.id, name: piece.name.map(names.original), into: &events)
            taken.insert(position)
            if let signature = piece.signature {
                try assembler.signCall(
                    position, with: ProviderState(origin: UpstreamKind.gemini.rawValue, data: signature))
            }
            try assembler.addArguments(piece.arguments, toCall: position, into: &events)
        }
    }

    /// Takes a whole message: the answer itself where the server does not stream, else a repetition of what it streamed.
    private mutating func consume(message: JSONValue, into events: inout [ModelEvent]) throws(ModelError) {
        let content = ChatContent(message)
        if assembler.isEmpty { try speak(content, into: &events) }
        for (number, piece) in ChatContent.toolCalls(in: message).enumerated() {
            if number == assembler.callCount { try assembler.openCall(into: &events) }
            matcher.note(piece, at: number)
            assembler.describeCall(number, id: piece.id, name: piece.name.map(names.original), into: &events)
            try assembler.reconcileArguments(piece.arguments, ofCall: number, into: &events)
        }
    }

    private mutating func speak(_ content: ChatContent, into events: inout [ModelEvent]) throws(ModelError) {
        try assembler.say(content.reasoning, as: .reasoning, into: &events)
        reasoningDetails += content.reasoningDetails
        try assembler.say(content.text, as: .text, into: &events)
        if !content.refusal.isEmpty {
            isRefusal = true
            try assembler.say(content.refusal, as: .refusal, into: &events)
        }
    }

    private mutating func start(into events: inout [ModelEvent]) {
        guard !hasStarted else { return }
        hasStarted = true
        events.append(.started(id: id, model: model))
    }

    private mutating func conclude(into events: inout [ModelEvent]) throws(ModelError) {
        guard hasFinishReason || !assembler.isEmpty && assembler.callsAreComplete else {
            throw ModelError(.malformedResponse, "the model's stream ended without a complete answer; try again")
        }
        let reason = try stopReason()
        try keepReasoningDetails(into: &events)
        start(into: &events)
        try assembler.finish(into: &events)
        let estimate = Usage(
            inputTokens: estimatedInputTokens, outputTokens: TokenEstimate.tokens(bytes: assembler.byteCount))
        // Without counts from the server an estimate keeps budgets honest.
        events.append(.usage(usage ?? estimate))
        events.append(.stop(reason))
    }

    /// What has to be given back as it came goes with the reasoning, or stands alone where none was shown.
    private mutating func keepReasoningDetails(into events: inout [ModelEvent]) throws(ModelError) {
        guard !reasoningDetails.isEmpty else { return }
        let state = ProviderState(
            origin: ChatRequestEncoder.detailsOrigin, data: JSONValue.array(reasoningDetails).text())
        try assembler.beginSpeech(.reasoning, into: &events)
        _ = try assembler.signSpeech(with: state)
    }

    private func stopReason() throws(ModelError) -> StopReason {
        let hasCalls = assembler.callCount > 0
        if isRefusal { return .contentFilter }
        switch finishReason {
        // Several servers say `stop` although the model waits for tools.
        case nil, "stop", "eos", "end_turn": return hasCalls ? .toolUse : .endOfTurn
        case "tool_calls", "function_call", "tool_use":
            guard hasCalls else {
                throw ModelError(.malformedResponse, "the model stopped for tool calls, yet none arrived; try again")
            }
            return .toolUse
        case "length", "max_tokens": return .outputLimit
        case "model_length": return .contextFull
        case "content_filter": return .contentFilter
        case .some(let other): return .other(other)
        }
    }
}
