internal import AgentPrimitives

/// Reads the events of a `ConverseStream` answer, or the document of a `Converse` answer, which is taken as the events that
/// would make it up.
///
/// Texts begin without a start, the usage follows the stop. A stream that breaks off never looks like one that ended.
struct BedrockAnswerDecoder: Sendable {
    let names: ToolNameMap
    let limits: AnswerLimits
    var assembler: AnswerAssembler
    /// The blocks that have not ended; nearly always one.
    var open: [BedrockBlock] = []
    private var usage = BedrockUsage()
    private var stop: StopReason?
    private var hasStarted = false
    private let request: (model: String, estimatedTokens: Int, stopSequences: [String])

    /// Whether the answer ended; what follows is ignored.
    private(set) var isDone = false

    init(answering request: ModelRequest, limits: AnswerLimits) {
        names = ToolNameMap(request)
        self.limits = limits
        self.request = (request.model, TokenEstimate.tokens(of: request), request.sampling.stopSequences)
        assembler = AnswerAssembler(mint: CallIDMint(after: request.messages), limits: limits)
    }

    /// Whether the model said why it stopped.
    var hasFinishReason: Bool { stop != nil }

    /// Takes the next message of the stream.
    mutating func consume(_ message: EventStreamMessage, into events: inout [ModelEvent]) throws(ModelError) {
        guard !isDone else { return }
        let exception = message.text(":exception-type")
        switch message.text(":message-type") ?? (exception == nil ? "event" : "exception") {
        case "event":
            guard let type = message.text(":event-type") else {
                throw ModelError(
                    .malformedResponse, "expected an event with its type in the model's stream, found none")
            }
            try consume(type, try Self.json(message.payload), into: &events)
        case "exception":
            let json = try? JSONValue(parsing: message.payload)
            throw BedrockFailure.error(name: exception ?? "", message: Self.text(in: json) ?? "")
        case "error":
            throw BedrockFailure.error(
                name: message.text(":error-code") ?? "", message: message.text(":error-message") ?? "")
        default:
            // Of a later version of the format.
            return
        }
    }

    /// Takes a whole answer.
    mutating func consume(document: ArraySlice<UInt8>, into events: inout [ModelEvent]) throws(ModelError) {
        let json = try Self.json(document)
        guard let message = json["output"]?["message"], let content = message["content"]?.arrayValue else {
            if let text = Self.text(in: json) ?? json["Output"]?["__type"]?.stringValue {
                throw BedrockFailure.error(name: BedrockFailure.name(in: json) ?? "", message: text)
            }
            if let failure = UpstreamFailure(json) { throw failure.error() }
            throw ModelError(.malformedResponse, "expected an answer with content, found \(Excerpt.of(json.text()))")
        }
        start(into: &events)
        for (index, block) in content.enumerated() { try take(whole: block, index: index, into: &events) }
        usage.take(json["usage"])
        takeReason(json)
        // A document is complete by itself, even where a server does not say why the model stopped.
        if stop == nil, !assembler.isEmpty { stop = .endOfTurn }
        try conclude(into: &events)
    }

    /// Takes the end of the connection.
    mutating func end(into events: inout [ModelEvent]) throws(ModelError) {
        if !isDone { try conclude(into: &events) }
    }

    private mutating func consume(
        _ type: String, _ json: JSONValue, into events: inout [ModelEvent]
    ) throws(ModelError) {
        let index = json["contentBlockIndex"]?.intValue
        switch type {
        case "messageStart":
            start(into: &events)
        case "contentBlockStart":
            start(into: &events)
            try startBlock(json["start"] ?? .null, index: index, into: &events)
        case "contentBlockDelta":
            start(into: &events)
            try take(delta: json["delta"] ?? .null, index: index, into: &events)
        case "contentBlockStop":
            try stopBlock(index, into: &events)
        case "messageStop":
            takeReason(json)
            if usage.isKnown { try conclude(into: &events) }
        case "metadata":
            usage.take(json["usage"])
            if hasFinishReason { try conclude(into: &events) }
        default:
            // Events of a later version of the API; an exception may come under its own name.
            guard let failure = BedrockFailure(name: type) else { return }
            throw BedrockFailure.error(name: failure.name, message: Self.text(in: json) ?? "")
        }
    }

    private mutating func start(into events: inout [ModelEvent]) {
        guard !hasStarted else { return }
        hasStarted = true
        // The API names neither the answer nor the model.
        events.append(.started(id: "", model: request.model))
    }

    private mutating func takeReason(_ json: JSONValue) {
        guard stop == nil, let reason = json["stopReason"]?.stringValue, !reason.isEmpty else { return }
        let text = json["additionalModelResponseFields"]?["stop_sequence"]?.stringValue
        stop = BedrockStopReason.read(reason, met: text, among: request.stopSequences)
    }

    private mutating func conclude(into events: inout [ModelEvent]) throws(ModelError) {
        guard var reason = stop else {
            throw ModelError(
                .malformedResponse,
                "the model's stream ended before the answer did, after \(assembler.byteCount) bytes of it; try again")
        }
        while let block = open.first { try stopBlock(block.index, into: &events) }
        let hasCalls = assembler.callCount > 0
        if reason == .endOfTurn, hasCalls { reason = .toolUse }
        guard reason != .toolUse || hasCalls else {
            throw ModelError(.malformedResponse, "the model stopped for tool calls, yet none arrived; try again")
        }
        start(into: &events)
        try assembler.finish(into: &events)
        let estimate = Usage(
            inputTokens: request.estimatedTokens, outputTokens: TokenEstimate.tokens(bytes: assembler.byteCount))
        // Without counts from the server an estimate keeps budgets honest.
        events.append(.usage(usage.isKnown ? usage.canonical : estimate))
        events.append(.stop(reason))
        isDone = true
    }

    private static func json(_ bytes: some Collection<UInt8>) throws(ModelError) -> JSONValue {
        guard !bytes.isEmpty else { return [:] }
        do {
            return try JSONValue(parsing: bytes)
        } catch {
            let text = String(decoding: bytes.prefix(1024), as: UTF8.self)
            throw ModelError(
                .malformedResponse,
                "expected JSON in the model's answer, found '\(Excerpt.of(text))': \(error.message)")
        }
    }

    /// The words of an error document, which writes its member either way.
    private static func text(in json: JSONValue?) -> String? {
        json?["message"]?.stringValue ?? json?["Message"]?.stringValue ?? json?["originalMessage"]?.stringValue
    }
}
