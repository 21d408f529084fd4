import AgentPrimitives

@testable import AgentAdapters

/// What came of reading an upstream's bytes.
struct BedrockReading: Equatable, ReadAnswer {
    var events: [ModelEvent] = []
    var failure: ModelError?

    var answer: ModelAnswer { ModelAnswer(folding: events) }

    static let request = ModelRequest(
        model: "anthropic.claude", messages: [.user("What is 6*7?")],
        tools: [
            ToolDescriptor(
                name: "fs.read", summary: "Reads.", inputSchema: ["type": "object"], effect: .read, idempotency: .pure)
        ])

    /// Reads pieces of a body, then its end.
    init(
        _ pieces: some Sequence<some Sequence<UInt8>>, limits: AnswerLimits = AnswerLimits(),
        answering request: ModelRequest = BedrockReading.request
    ) {
        var reader = BedrockAnswerReader(answering: request, limits: limits)
        do throws(ModelError) {
            for piece in pieces { try reader.read(Array(piece), into: &events) }
            try reader.end(into: &events)
        } catch {
            failure = error
        }
    }

    init(document: String) {
        self.init([Array(document.utf8)])
    }

}

/// Writes what a server of the API sends.
enum BedrockFrames {
    typealias Event = (type: String, payload: String)

    static func bytes(_ events: [Event]) -> [UInt8] { events.flatMap(event) }

    static func event(_ event: Event) -> [UInt8] {
        EventStreamMessage(
            headers: [
                EventStreamHeader(":event-type", event.type), EventStreamHeader(":content-type", "application/json"),
                EventStreamHeader(":message-type", "event"),
            ], payload: Array(event.payload.utf8)
        ).encoded
    }

    static func exception(_ type: String, _ payload: String) -> [UInt8] {
        EventStreamMessage(
            headers: [
                EventStreamHeader(":exception-type", type), EventStreamHeader(":message-type", "exception"),
            ], payload: Array(payload.utf8)
        ).encoded
    }

    static func error(_ code: String, _ message: String) -> [UInt8] {
        EventStreamMessage(
            headers: [
                EventStreamHeader(":error-code", code), EventStreamHeader(":error-message", message),
                EventStreamHeader(":message-type", "error"),
            ], payload: []
        ).encoded
    }

    static let start: Event = ("messageStart", #"{"role":"assistant","p":"abc"}"#)

    static func delta(_ index: Int, _ delta: String) -> Event {
        ("contentBlockDelta", #"{"contentBlockIndex":\#(index),"delta":\#(delta),"p":"abcdef"}"#)
    }

    static func begin(_ index: Int, _ start: String) -> Event {
        ("contentBlockStart", #"{"contentBlockIndex":\#(index),"start":\#(start)}"#)
    }

    static func stop(_ index: Int) -> Event { ("contentBlockStop", #"{"contentBlockIndex":\#(index)}"#) }

    static func text(_ index: Int, _ text: String) -> [Event] { [delta(index, #"{"text":"\#(text)"}"#), stop(index)] }

    static func input(_ index: Int, _ piece: String) -> Event {
        delta(index, #"{"toolUse":{"input":\#(JSONValue.string(piece).text())}}"#)
    }

    /// The events of a call whose arguments arrive in these pieces of JSON text.
    static func call(_ index: Int, _ id: String, _ name: String, _ pieces: [String]) -> [Event] {
        [begin(index, #"{"toolUse":{"toolUseId":"\#(id)","name":"\#(name)"}}"#)] + pieces.map { input(index, $0) }
            + [stop(index)]
    }

    static func end(_ reason: String) -> [Event] {
        [
            ("messageStop", #"{"stopReason":"\#(reason)"}"#),
            (
                "metadata",
                #"{"usage":{"inputTokens":20,"outputTokens":7,"totalTokens":137,"cacheReadInputTokens":100,"cacheWriteInputTokens":10},"metrics":{"latencyMs":551}}"#
            ),
        ]
    }
}
