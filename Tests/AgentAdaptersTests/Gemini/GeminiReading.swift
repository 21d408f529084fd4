import AgentPrimitives

@testable import AgentAdapters

/// What came of reading an upstream's bytes.
struct GeminiReading: Equatable {
    var events: [ModelEvent] = []
    var failure: ModelError?

    var answer: ModelAnswer { ModelAnswer(folding: events) }

    static let request = ModelRequest(
        model: "gemini-x", messages: [.user("What is 6*7?")],
        tools: [
            ToolDescriptor(
                name: "fs.read", summary: "Reads.", inputSchema: ["type": "object"], effect: .read, idempotency: .pure)
        ])

    /// Reads pieces of a body, then its end.
    init(_ pieces: some Sequence<some Sequence<UInt8>>, limits: AnswerLimits = AnswerLimits()) {
        var reader = GeminiAnswerReader(answering: Self.request, limits: limits)
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

    /// Says what is wrong with the order of the events; `nil` for events as they must be.
    var disorder: String? {
        var next = 0
        var open: Int?
        var isStopped = false
        for (position, event) in events.enumerated() {
            if isStopped { return "\(event) follows the stop" }
            switch event {
            case .started:
                if position != 0 { return "started is not the first" }
            case .blockStarted(let index, _):
                if open != nil || index != next { return "block \(index) starts out of turn" }
                open = index
                next += 1
            case .blockDelta(let index, _), .blockSignature(let index, _), .blockCitation(let index, _):
                if open != index { return "block \(index) is not open" }
            case .blockStopped(let index):
                if open != index { return "block \(index) stops out of turn" }
                open = nil
            case .usage:
                break
            case .stop:
                if open != nil { return "the answer stops within a block" }
                isStopped = true
            }
        }
        if isStopped == (failure != nil) { return isStopped ? "a stop and a failure" : "neither stop nor failure" }
        return nil
    }
}
