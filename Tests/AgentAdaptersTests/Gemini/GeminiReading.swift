import AgentPrimitives

@testable import AgentAdapters

/// What came of reading an upstream's bytes.
struct GeminiReading: Equatable, ReadAnswer {
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

}
