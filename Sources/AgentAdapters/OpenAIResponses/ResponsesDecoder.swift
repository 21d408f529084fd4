package import AgentPrimitives

/// Reads an answer of a Responses API, from the payloads of its events or from one whole response.
///
/// Pure. It takes what servers are known to send: text and arguments as deltas, in the events that end a part or an item, or
/// in the last snapshot only; events without index or id; items that were never announced; unknown events. Each of these
/// is heard once. A stream that breaks off never looks like one that ended.
package struct ResponsesDecoder: Sendable {
    /// The text that grows at present.
    struct Speech: Equatable, Sendable {
        var item: Int
        var part: ResponsesItemLedger.PartKey
    }

    /// What says that the answer is over.
    private enum Ending: Sendable {
        /// An event, such as `completed`.
        case event(String)
        /// The end of a document.
        case document
        /// `[DONE]`.
        case mark
    }

    let names: ToolNameMap
    private let estimatedInputTokens: Int
    var assembler: AnswerAssembler
    var ledger = ResponsesItemLedger()
    var speech: Speech?
    private var id = ""
    private var model: String
    private var hasStarted = false
    var isRefusal = false
    /// Whether an item waits for the client although it is no function call.
    var waitsForClient = false

    /// Whether the answer is over; what follows is ignored.
    package private(set) var isDone = false

    /// Prepares to read the answer to a request.
    package init(answering request: ModelRequest, limits: AnswerLimits = AnswerLimits()) {
        names = ToolNameMap(request)
        model = request.model
        estimatedInputTokens = TokenEstimate.tokens(of: request)
        assembler = AnswerAssembler(mint: CallIDMint(after: request.messages), limits: limits)
    }

    /// Takes the payload of one event, or `[DONE]`, which this API does not have but some servers send.
    ///
    /// Events that precede a failure are appended before it is thrown.
    package mutating func consume(
        _ payload: String, named name: String = "message", into events: inout [ModelEvent]
    ) throws(ModelError) {
        guard !isDone, !payload.utf8.allSatisfy({ $0 <= UInt8(ascii: " ") }) else { return }
        if payload.utf8.starts(with: "[DONE]".utf8) { return try conclude([:], by: .mark, into: &events) }
        let event: JSONValue
        do {
            event = try JSONValue(parsing: payload)
        } catch {
            guard name != "error" else {
                throw ModelError(.upstreamFailed, "the model's server reported: \(Excerpt.of(payload))")
            }
            throw ModelError(
                .malformedResponse,
                "expected JSON in the model's stream, found '\(Excerpt.of(payload))': \(error.message)")
        }
        guard !event.isNull else { return }
        guard event.objectValue != nil else {
            throw ModelError(.malformedResponse, "expected a JSON object in the model's stream, found another value")
        }
        try consume(event, type: event["type"]?.stringValue ?? name, into: &events)
    }

    /// Takes a whole response.
    package mutating func consume(document: String, into events: inout [ModelEvent]) throws(ModelError) {
        let response: JSONValue
        do {
            response = try JSONValue(parsing: document)
        } catch {
            throw ModelError(
                .malformedResponse,
                "expected a response as JSON, found '\(Excerpt.of(document))': \(error.message)")
        }
        if response["output"]?.arrayValue == nil, UpstreamFailure(response) != nil {
            throw ResponsesFailure.error(in: response)
        }
        guard response["object"]?.stringValue == "response" || response["output"]?.arrayValue != nil else {
            throw ModelError(
                .malformedResponse,
                "expected a response with 'output', found '\(Excerpt.of(document))'; check base_url")
        }
        try conclude(response, by: .document, into: &events)
    }

    /// Takes the end of the connection.
    ///
    /// - Throws: `malformedResponse` when the answer was not complete.
    package func end() throws(ModelError) {
        guard isDone else {
            throw ModelError(
                .malformedResponse,
                "the model's stream ended before the answer did, after \(assembler.byteCount) bytes of it; try again")
        }
    }

    private mutating func consume(
        _ event: JSONValue, type: String, into events: inout [ModelEvent]
    ) throws(ModelError) {
        switch type {
        case "response.created", "response.in_progress", "response.queued":
            start(event["response"] ?? event, into: &events)
        case "response.completed", "response.incomplete", "response.failed", "response.cancelled", "response.done":
            let ending = type == "response.done" ? "completed" : String(type.dropFirst("response.".count))
            try conclude(event["response"] ?? event, by: .event(ending), into: &events)
        case "error", "response.error":
            throw ResponsesFailure.error(in: event)
        case "message":
            // An event without a type: an error, or a whole response.
            if UpstreamFailure(event) != nil, event["output"]?.arrayValue == nil {
                throw ResponsesFailure.error(in: event)
            }
            if event["object"]?.stringValue == "response" { try conclude(event, by: .document, into: &events) }
        default:
            guard type.hasPrefix("response.") else { return }
            start([:], into: &events)
            try take(event, type: type, into: &events)
        }
    }

    private mutating func start(_ response: JSONValue, into events: inout [ModelEvent]) {
        if let text = response["id"]?.stringValue, !text.isEmpty { id = text }
        if let text = response["model"]?.stringValue, !text.isEmpty { model = text }
        guard !hasStarted else { return }
        hasStarted = true
        events.append(.started(id: id, model: model))
    }

    /// Takes the last snapshot and ends the answer.
    private mutating func conclude(
        _ response: JSONValue, by ending: Ending, into events: inout [ModelEvent]
    ) throws(ModelError) {
        start(response, into: &events)
        let output = response["output"]?.arrayValue ?? []
        for (element, position) in zip(output, ledger.positions(ofSnapshot: output)) {
            try complete(element, at: position, index: nil, into: &events)
        }
        let reason = try stopReason(of: response, ending: ending)
        try assembler.finish(into: &events)
        let estimate = Usage(
            inputTokens: estimatedInputTokens, outputTokens: TokenEstimate.tokens(bytes: assembler.byteCount))
        // Without counts from the server an estimate keeps budgets honest.
        events.append(.usage(ResponsesUsage.read(from: response) ?? estimate))
        events.append(.stop(reason))
        isDone = true
    }

    private func stopReason(of response: JSONValue, ending: Ending) throws(ModelError) -> StopReason {
        switch try status(of: response, ending: ending) {
        case "failed":
            throw ResponsesFailure.error(in: response)
        case "cancelled":
            throw ModelError(.upstreamFailed, "the model's server cancelled the answer; try again")
        case "incomplete":
            return incompleteReason(response["incomplete_details"]?["reason"]?.stringValue)
        default:
            if assembler.callCount > 0 || waitsForClient { return .toolUse }
            return isRefusal ? .contentFilter : .endOfTurn
        }
    }

    /// How the answer ended: in the words of the response, else by its last event.
    private func status(of response: JSONValue, ending: Ending) throws(ModelError) -> String {
        let status = response["status"]?.stringValue ?? ""
        if ["completed", "incomplete", "failed", "cancelled"].contains(status) { return status }
        switch ending {
        case .event(let name):
            return name
        case .document:
            guard status.isEmpty else {
                throw ModelError(
                    .malformedResponse, "expected a complete answer, found a response that is '\(Excerpt.of(status))'")
            }
            return "completed"
        case .mark:
            guard ledger.isWhole, assembler.callsAreComplete else {
                throw ModelError(
                    .malformedResponse, "the model's stream ended without a complete answer; try again")
            }
            return "completed"
        }
    }

    private func incompleteReason(_ reason: String?) -> StopReason {
        switch reason {
        case "max_output_tokens", "max_tokens", "length": .outputLimit
        case "content_filter": .contentFilter
        case "context_length_exceeded", "max_context_length": .contextFull
        case .some(let other): .other(other)
        case nil: .other("incomplete")
        }
    }
}
