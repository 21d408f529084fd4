import AgentAdapters
import AgentPrimitives
import Testing

/// An upstream's answer as bytes, and what it means.
struct ResponsesStreamCase: Sendable, CustomTestStringConvertible {
    enum Outcome: Sendable {
        case answer([ContentPart], StopReason)
        /// A failure, and the visible text that arrived before it.
        case failure(ModelError.Code, textBefore: String)
    }

    var name: String
    var body: String
    var outcome: Outcome
    var usage: Usage?

    var testDescription: String { name }

    static let all = text + reasoning + tools + snapshots + endings + documents + failures

    /// A stream of events as the API sends them, each named by its type.
    static func stream(
        _ name: String, _ payloads: [String], usage: Usage? = nil, _ outcome: Outcome
    ) -> ResponsesStreamCase {
        let events = payloads.map { payload in
            let type = (try? JSONValue(parsing: payload))?["type"]?.stringValue ?? "message"
            return "event: \(type)\ndata: \(payload)\n\n"
        }
        return ResponsesStreamCase(name: name, body: events.joined(), outcome: outcome, usage: usage)
    }

    static func document(
        _ name: String, _ body: String, usage: Usage? = nil, _ outcome: Outcome
    ) -> ResponsesStreamCase {
        ResponsesStreamCase(name: name, body: body, outcome: outcome, usage: usage)
    }

    static let created =
        #"{"type":"response.created","sequence_number":0,"response":{"id":"resp_1","object":"response","status":"in_progress","model":"m-1","error":null,"output":[]}}"#

    static func completed(_ output: String = "[]", usage: String = "null") -> String {
        #"{"type":"response.completed","response":{"id":"resp_1","status":"completed","error":null,"incomplete_details":null,"output":\#(output),"usage":\#(usage)}}"#
    }

    static func call(_ id: String, _ name: String, _ arguments: String) -> ContentPart {
        .toolCall(ToolCall(id: id, name: name, argumentsText: arguments))
    }

    static func state(_ json: String) -> ProviderState { ProviderState(origin: "openai-responses", data: json) }
}

/// What came of reading some bytes.
struct ResponsesReading: Equatable {
    var events: [ModelEvent] = []
    var failure: ModelError?

    var answer: ModelAnswer { ModelAnswer(folding: events) }

    static let request = ModelRequest(
        model: "m", messages: [.user("What is 6*7?")],
        tools: [
            ToolDescriptor(
                name: "fs.read", summary: "Reads.", inputSchema: ["type": "object"], effect: .read, idempotency: .pure)
        ])

    /// Reads pieces of a body, then its end.
    init(
        _ pieces: some Sequence<some Sequence<UInt8>>, answering request: ModelRequest = ResponsesReading.request,
        limits: AnswerLimits = AnswerLimits()
    ) {
        var reader = ResponsesReader(answering: request, limits: limits)
        do throws(ModelError) {
            for piece in pieces { try reader.read(Array(piece), into: &events) }
            try reader.end(into: &events)
        } catch {
            failure = error
        }
    }

    init(_ body: String) {
        self.init([Array(body.utf8)])
    }

    /// The first rule of an event stream that is broken; `nil` when all are kept.
    var disorder: String? {
        var open: Int?
        var next = 0
        var hasStopped = false
        for (number, event) in events.enumerated() {
            if hasStopped { return "an event follows the stop" }
            switch event {
            case .started: if number > 0 { return "the answer starts twice" }
            case .blockStarted(let index, _):
                guard open == nil, index == next else { return "block \(index) starts out of order" }
                open = index
                next += 1
            case .blockDelta(let index, _), .blockSignature(let index, _), .blockCitation(let index, _):
                guard open == index else { return "block \(index) grows while it is not open" }
            case .blockStopped(let index):
                guard open == index else { return "block \(index) stops while it is not open" }
                open = nil
            case .usage: break
            case .stop: hasStopped = true
            }
        }
        if let first = events.first, case .started = first {} else if !events.isEmpty { return "no start" }
        if failure == nil, !hasStopped || open != nil { return "the answer has no end" }
        return failure != nil && hasStopped ? "a failed answer claims to be complete" : nil
    }
}
