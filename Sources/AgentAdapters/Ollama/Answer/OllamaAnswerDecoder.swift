internal import AgentPrimitives

/// Turns the lines of Ollama's chat API into canonical events.
///
/// Calls have no ids here, come whole, and may come before the last line; ids are minted in the order of the calls.
struct OllamaAnswerDecoder: Sendable {
    private let names: ToolNameMap
    private let estimatedInputTokens: Int
    private var assembler: AnswerAssembler
    private var model: String
    private var hasStarted = false

    /// Whether the last line came.
    private(set) var isDone = false

    init(answering request: ModelRequest, limits: AnswerLimits) {
        names = ToolNameMap(request)
        model = request.model
        estimatedInputTokens = TokenEstimate.tokens(of: request)
        assembler = AnswerAssembler(mint: CallIDMint(after: request.messages), limits: limits)
    }

    /// Takes one line.
    mutating func consume(_ line: JSONValue, into events: inout [ModelEvent]) throws(ModelError) {
        if let failure = UpstreamFailure(line) { throw failure.error() }
        guard line.objectValue != nil else {
            throw ModelError(.malformedResponse, "expected a JSON object in the model's stream, found another value")
        }
        if let name = line["model"]?.stringValue, !name.isEmpty, !hasStarted { model = name }
        if let message = line["message"], message.objectValue != nil { try take(message, into: &events) }
        if line["done"]?.boolValue == true { try conclude(line, into: &events) }
    }

    /// Takes the end of the connection.
    ///
    /// - Throws: `malformedResponse` when the last line had not come.
    func end() throws(ModelError) {
        guard !isDone else { return }
        throw ModelError(
            .malformedResponse,
            "the model's stream ended before the answer did, after \(assembler.byteCount) bytes of it; try again")
    }

    private mutating func start(into events: inout [ModelEvent]) {
        guard !hasStarted else { return }
        hasStarted = true
        events.append(.started(id: "", model: model))
    }

    private mutating func take(_ message: JSONValue, into events: inout [ModelEvent]) throws(ModelError) {
        start(into: &events)
        try assembler.say(message["thinking"]?.stringValue ?? "", as: .reasoning, into: &events)
        try assembler.say(message["content"]?.stringValue ?? "", as: .text, into: &events)
        for call in message["tool_calls"]?.arrayValue ?? [] where !call.isNull {
            try take(call: call["function"] ?? call, id: call["id"]?.stringValue, into: &events)
        }
    }

    private mutating func take(
        call: JSONValue, id: String?, into events: inout [ModelEvent]
    ) throws(ModelError) {
        let position = assembler.callCount
        try assembler.openCall(into: &events)
        let name = call["name"]?.stringValue.flatMap { $0.isEmpty ? nil : names.original(of: $0) }
        assembler.describeCall(position, id: id, name: name, into: &events)
        let arguments: String? =
            switch call["arguments"] {
            case nil, .some(.null): nil
            // Some models' templates give the object as a text.
            case .some(.string(let text)): text
            case .some(let value): value.text()
            }
        if let arguments { try assembler.addArguments(arguments, toCall: position, into: &events) }
        try assembler.endCall(position, into: &events)
    }

    private mutating func conclude(_ line: JSONValue, into events: inout [ModelEvent]) throws(ModelError) {
        start(into: &events)
        try assembler.finish(into: &events)
        isDone = true
        events.append(.usage(usage(in: line)))
        events.append(.stop(stopReason(line["done_reason"]?.stringValue)))
    }

    /// Counts that are left out, as for a prompt that was cached whole, are estimated: budgets must stay honest.
    private func usage(in line: JSONValue) -> Usage {
        func count(_ name: String) -> Int? { line[name]?.intValue.map { min(max(0, $0), 1 << 40) } }
        return Usage(
            inputTokens: count("prompt_eval_count") ?? estimatedInputTokens,
            outputTokens: count("eval_count") ?? TokenEstimate.tokens(bytes: assembler.byteCount))
    }

    private func stopReason(_ reason: String?) -> StopReason {
        switch reason {
        case nil, "", "stop": assembler.callCount > 0 ? .toolUse : .endOfTurn
        case "length": .outputLimit
        case .some(let other): .other(other)
        }
    }
}
