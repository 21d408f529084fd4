internal import AgentNetwork
internal import AgentPrimitives

/// Reads the events of a Messages answer, or the whole message, which is taken as the events that would make it up.
///
/// It takes what servers are known to send: pings anywhere, events it does not know, indices with gaps or repeats, blocks
/// that arrive whole in their start, missing stops. A stream that breaks off never looks like one that ended.
struct AnthropicAnswerDecoder: Sendable {
    let names: ToolNameMap
    let limits: AnswerLimits
    var assembler: AnswerAssembler
    /// The blocks that have not ended; nearly always one.
    var open: [AnthropicBlock] = []
    private var usage = AnthropicUsage()
    private var stop: (reason: String, sequence: String?)?
    private var hasStarted = false
    private let request: (model: String, estimatedTokens: Int)

    /// Whether the message ended; what follows is ignored.
    private(set) var isDone = false

    init(answering request: ModelRequest, limits: AnswerLimits) {
        names = ToolNameMap(request)
        self.limits = limits
        self.request = (request.model, TokenEstimate.tokens(of: request))
        assembler = AnswerAssembler(mint: CallIDMint(after: request.messages), limits: limits)
    }

    /// Whether the model said why it stopped.
    var hasFinishReason: Bool { stop != nil }

    /// Takes the next event of the stream.
    mutating func consume(_ event: ServerSentEvent, into events: inout [ModelEvent]) throws(ModelError) {
        guard !isDone else { return }
        if let delta = AnthropicDeltaScan.delta(in: event.data) { return try take(delta, into: &events) }
        guard event.event != "ping", let json = try json(of: event) else { return }
        let type = json["type"]?.stringValue ?? event.event
        switch type {
        case "content_block_delta":
            guard let delta = AnthropicDelta(json["delta"] ?? .null, index: json["index"]?.intValue) else { return }
            try take(delta, into: &events)
        case "content_block_start":
            start(nil, into: &events)
            try startBlock(json["content_block"] ?? .null, index: json["index"]?.intValue, into: &events)
        case "content_block_stop":
            try stopBlock(json["index"]?.intValue, into: &events)
        case "message_start":
            usage.take(json["message"]?["usage"])
            start(json["message"], into: &events)
        case "message_delta":
            take(reasonOf: json["delta"] ?? .null)
            usage.take(json["usage"])
        case "message_stop":
            try conclude(into: &events)
        case "message":
            // A whole message in the place of its events.
            try consume(message: json, into: &events)
        default:
            // Pings, and events of a later version of the API; an error says so in its content.
            if let error = AnthropicFailure.error(in: json) { throw error }
            if event.event == "error" {
                throw ModelError(.upstreamFailed, "the model's server reported: \(Excerpt.of(event.data))")
            }
        }
    }

    /// Takes a whole answer.
    mutating func consume(document: ArraySlice<UInt8>, into events: inout [ModelEvent]) throws(ModelError) {
        let json: JSONValue
        do {
            json = try JSONValue(parsing: document)
        } catch {
            let text = String(decoding: document.prefix(1024), as: UTF8.self)
            throw ModelError(
                .malformedResponse, "expected a message in JSON, found '\(Excerpt.of(text))': \(error.message)")
        }
        if let error = AnthropicFailure.error(in: json) { throw error }
        try consume(message: json, into: &events)
    }

    /// Takes the end of the connection.
    mutating func end(into events: inout [ModelEvent]) throws(ModelError) {
        guard !isDone else { return }
        guard hasFinishReason else { throw brokenOff }
        try conclude(into: &events)
    }

    private mutating func consume(message: JSONValue, into events: inout [ModelEvent]) throws(ModelError) {
        guard let content = message["content"]?.arrayValue else {
            throw ModelError(.malformedResponse, "expected a message with content, found \(Excerpt.of(message.text()))")
        }
        usage.take(message["usage"])
        start(message, into: &events)
        for (index, block) in content.enumerated() {
            try startBlock(block, index: index, into: &events)
            try stopBlock(index, into: &events)
        }
        take(reasonOf: message)
        // A document is complete by itself, even where a server does not say why the model stopped.
        if stop == nil, !assembler.isEmpty { stop = ("end_turn", nil) }
        try conclude(into: &events)
    }

    private func json(of event: ServerSentEvent) throws(ModelError) -> JSONValue? {
        // Blank events, and the end mark of another API, which gateways add.
        guard !event.data.utf8.allSatisfy({ $0 <= UInt8(ascii: " ") }), event.data != "[DONE]" else { return nil }
        let json: JSONValue
        do {
            json = try JSONValue(parsing: event.data)
        } catch {
            guard event.event != "error" else {
                throw ModelError(.upstreamFailed, "the model's server reported: \(Excerpt.of(event.data))")
            }
            throw ModelError(
                .malformedResponse,
                "expected JSON in the model's stream, found '\(Excerpt.of(event.data))': \(error.message)")
        }
        if json.isNull { return nil }
        guard json.objectValue != nil else {
            throw ModelError(.malformedResponse, "expected a JSON object in the model's stream, found another value")
        }
        return json
    }

    mutating func start(_ message: JSONValue?, into events: inout [ModelEvent]) {
        guard !hasStarted else { return }
        hasStarted = true
        let model = message?["model"]?.stringValue ?? ""
        events.append(
            .started(id: message?["id"]?.stringValue ?? "", model: model.isEmpty ? request.model : model))
        // Early, so that a client of this API can be told what the prompt cost before the answer.
        if usage.isKnown { events.append(.usage(usage.canonical)) }
    }

    private mutating func take(reasonOf json: JSONValue) {
        guard let reason = json["stop_reason"]?.stringValue, !reason.isEmpty else { return }
        stop = (reason, json["stop_sequence"]?.stringValue)
    }

    private mutating func conclude(into events: inout [ModelEvent]) throws(ModelError) {
        guard let stop else { throw brokenOff }
        while let block = open.first { try stopBlock(block.index, into: &events) }
        let hasCalls = assembler.callCount > 0
        var reason = AnthropicStopReason.read(stop.reason, sequence: stop.sequence)
        if reason == .endOfTurn, hasCalls { reason = .toolUse }
        guard reason != .toolUse || hasCalls else {
            throw ModelError(.malformedResponse, "the model stopped for tool calls, yet none arrived; try again")
        }
        start(nil, into: &events)
        try assembler.finish(into: &events)
        let estimate = Usage(
            inputTokens: request.estimatedTokens, outputTokens: TokenEstimate.tokens(bytes: assembler.byteCount))
        // Without counts from the server an estimate keeps budgets honest.
        events.append(.usage(usage.isKnown ? usage.canonical : estimate))
        events.append(.stop(reason))
        isDone = true
    }

    private var brokenOff: ModelError {
        ModelError(
            .malformedResponse,
            "the model's stream ended before the answer did, after \(assembler.byteCount) bytes of it; try again")
    }
}
