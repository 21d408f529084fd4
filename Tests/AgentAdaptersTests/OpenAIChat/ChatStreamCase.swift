import AgentAdapters
import AgentPrimitives
import Testing

/// An upstream's answer as bytes, and what it means.
struct ChatStreamCase: Sendable, CustomTestStringConvertible {
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

    /// A stream of events, one payload each, ended by `[DONE]` unless told otherwise.
    static func stream(
        _ name: String, _ payloads: [String], done: Bool = true, usage: Usage? = nil, _ outcome: Outcome
    ) -> ChatStreamCase {
        let lines = (payloads + (done ? ["[DONE]"] : [])).map { "data: \($0)\n\n" }
        return ChatStreamCase(name: name, body: lines.joined(), outcome: outcome, usage: usage)
    }

    /// A stream whose chunks have these deltas, the last one with that finish reason.
    static func deltas(
        _ name: String, _ deltas: [String], finish: String = "\"stop\"", done: Bool = true, usage: Usage? = nil,
        _ outcome: Outcome
    ) -> ChatStreamCase {
        let chunks = deltas.map { delta in
            #"{"id":"c1","model":"m","choices":[{"index":0,"delta":\#(delta),"finish_reason":null}]}"#
        }
        let last = #"{"id":"c1","model":"m","choices":[{"index":0,"delta":{},"finish_reason":\#(finish)}]}"#
        return stream(name, chunks + [last], done: done, usage: usage, outcome)
    }

    static func call(_ id: String, _ name: String, _ arguments: String) -> ContentPart {
        .toolCall(ToolCall(id: id, name: name, argumentsText: arguments))
    }
}

/// What came of reading some bytes.
struct ChatReading: Equatable {
    var events: [ModelEvent] = []
    var failure: ModelError?

    /// The same, with deltas of one block that follow each other joined, as they depend on how the bytes were cut.
    var answer: ModelAnswer { ModelAnswer(folding: events) }

    static let request = ModelRequest(
        model: "m", messages: [.user("What is 6*7?")],
        tools: [
            ToolDescriptor(
                name: "fs.read", summary: "Reads.", inputSchema: ["type": "object"], effect: .read, idempotency: .pure)
        ])

    /// Reads pieces of a body, then its end.
    init(_ pieces: some Sequence<some Sequence<UInt8>>, answering request: ModelRequest = ChatReading.request) {
        var reader = ChatResponseReader(answering: request)
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
}
