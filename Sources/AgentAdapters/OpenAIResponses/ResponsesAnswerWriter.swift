internal import AgentPrimitives

/// Builds the response to a client out of the events of an answer, and tells each step to an event stream.
///
/// An item stays open until another begins or the answer ends, because only then its status is known. A whole response is
/// what a silent writer has built at its end, so that both forms say the same.
struct ResponsesAnswerWriter: Sendable {
    var stream: ResponsesEventStream
    private let document: ResponsesDocument
    private let identity: AnswerIdentity
    private var output: [JSONValue] = []
    var item: ResponsesOpenItem?
    /// The kind of the block at hand.
    private var block: ModelEvent.BlockKind?
    private var usage: Usage?
    private var hasBegun = false
    private var hasRefused = false

    /// The response, once it is complete.
    private(set) var response: JSONValue?

    init(answering request: ModelRequest, identity: AnswerIdentity, isSilent: Bool) {
        stream = ResponsesEventStream(isSilent: isSilent)
        document = ResponsesDocument(answering: request, identity: identity)
        self.identity = identity
    }

    mutating func take(_ event: ModelEvent) {
        guard response == nil else { return }
        begin()
        switch event {
        case .started: break
        case .blockStarted(_, let kind): start(kind)
        case .blockDelta(_, let text): grow(by: text)
        case .blockSignature(_, let signature): item?.signature = signature
        case .blockCitation(_, let citation): cite(citation)
        case .blockStopped: stopBlock()
        case .usage(let usage): self.usage = usage
        case .stop(let reason): stop(reason)
        }
    }

    /// Ends the response with a failure, after closing what is open.
    mutating func fail(_ error: ModelError) {
        guard response == nil else { return }
        begin()
        endPart()
        endItem(status: "incomplete")
        finish("failed", error: (ResponsesClientFailure.code(of: error), error.message))
    }

    private mutating func begin() {
        guard !hasBegun else { return }
        hasBegun = true
        let response = document.json(status: "in_progress")
        stream.emit("response.created", ["response": response])
        stream.emit("response.in_progress", ["response": response])
    }

    // MARK: Blocks

    /// Whether the part at hand is a refusal.
    var isRefusing: Bool { block == .refusal }

    private mutating func start(_ kind: ModelEvent.BlockKind) {
        block = kind
        switch kind {
        case .text: openPart(ResponsesOpenItem.outputText(""))
        case .refusal:
            hasRefused = true
            openPart(ResponsesOpenItem.refusal(""))
        case .reasoning: openItem(.reasoning, prefix: "rs")
        case .toolCall(let id, let name): openItem(.call(id: id, name: name), prefix: "fc")
        case .redactedReasoning(let state): addReasoning(state, .redacted)
        case .opaque(let state): addOpaque(state)
        case .media(let media): add(media)
        }
    }

    private mutating func grow(by text: String) {
        guard let block, item != nil, !text.isEmpty else { return }
        item?.text += text
        switch block {
        case .text:
            item?.annotations.grow(by: text)
            stream.emit("response.output_text.delta", place(["delta": .string(text), "logprobs": []]))
        case .refusal:
            stream.emit("response.refusal.delta", place(["delta": .string(text)]))
        case .reasoning:
            openSummary()
            stream.emit("response.reasoning_summary_text.delta", place(["delta": .string(text)]))
        case .toolCall:
            stream.emit("response.function_call_arguments.delta", place(["delta": .string(text)]))
        case .redactedReasoning, .media, .opaque: break
        }
    }

    private mutating func cite(_ citation: Citation) {
        guard block == .text, let annotation = item?.annotations.add(citation) else { return }
        let number = (item?.annotations.list.count ?? 1) - 1
        stream.emit(
            "response.output_text.annotation.added",
            place(["annotation_index": .int(number), "annotation": annotation]))
    }

    private mutating func stopBlock() {
        if case .toolCall = block, item?.text.isEmpty == true { grow(by: "{}") }
        endPart()
        if block == .text, let signature = item?.signature {
            item?.signature = nil
            addOpaque(signature)
        }
        block = nil
    }

    // MARK: The end

    private mutating func stop(_ reason: StopReason) {
        switch reason {
        case .outputLimit, .contextFull: conclude("incomplete", incomplete: "max_output_tokens")
        // A model that says why it does not answer has completed its answer.
        case .contentFilter where !hasRefused: conclude("incomplete", incomplete: "content_filter")
        case .malformedToolCall:
            conclude("failed", error: ("server_error", "the model asked for a tool call that makes no sense"))
        case .endOfTurn, .stopSequence, .toolUse, .paused, .contentFilter, .other: conclude("completed")
        }
    }

    /// Ends what the model left unfinished, too: an answer without a stop reason.
    mutating func conclude(
        _ status: String, incomplete: String? = nil, error: (code: String, message: String)? = nil
    ) {
        begin()
        if block != nil { stopBlock() }
        endItem(status: status == "completed" ? status : "incomplete")
        finish(status, incomplete: incomplete, error: error)
    }

    private mutating func finish(
        _ status: String, incomplete: String? = nil, error: (code: String, message: String)? = nil
    ) {
        let response = document.json(
            status: status, output: output, usage: usage, incomplete: incomplete, error: error)
        stream.emit("response.\(status)", ["response": response])
        self.response = response
    }

    // MARK: Items

    mutating func openItem(_ kind: ResponsesOpenItem.Kind, prefix: String) {
        endItem()
        let opened = ResponsesOpenItem(kind: kind, id: nextID(prefix), index: output.count)
        item = opened
        var json = opened.json(status: "in_progress")
        if case .reasoning = kind { json = ["id": .string(opened.id), "type": "reasoning", "summary": []] }
        stream.emit("response.output_item.added", ["output_index": .int(opened.index), "item": json])
    }

    /// Ends the item at hand; state of another API that belongs to a call follows it.
    mutating func endItem(status: String = "completed") {
        guard let ended = item else { return }
        item = nil
        addDone(ended.json(status: status))
        if case .call(let id, _) = ended.kind, let state = ended.signature, !state.belongs(to: ResponsesState.origin) {
            addReasoning(state, .call(id))
        }
    }

    /// Adds an item that comes whole.
    mutating func add(_ item: JSONValue, announced: JSONValue? = nil, steps: [String] = []) {
        endItem()
        let index = JSONValue.int(output.count)
        stream.emit("response.output_item.added", ["output_index": index, "item": announced ?? item])
        for step in steps {
            stream.emit("response.\(step)", ["output_index": index, "item_id": item["id"] ?? .null])
        }
        addDone(item)
    }

    private mutating func addDone(_ item: JSONValue) {
        stream.emit("response.output_item.done", ["output_index": .int(output.count), "item": item])
        output.append(item)
    }

    func nextID(_ prefix: String) -> String { "\(prefix)_\(identity.id)_\(output.count)" }
}
