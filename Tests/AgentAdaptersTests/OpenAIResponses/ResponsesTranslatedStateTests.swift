import AgentAdapters
import AgentPrimitives
import Testing

@Suite("State of other APIs at a client of Responses")
struct ResponsesTranslatedStateTests {
    private let dialect = ResponsesClientDialect()
    private static let foreign = ProviderState(origin: "gemini", data: "sig\"nature")

    /// What a client that sends back every item of an answer makes of it.
    private func returned(_ events: [ModelEvent]) throws -> [ContentPart] {
        let question = try dialect.request(from: ["model": "m", "input": "Hi"], model: nil, streams: nil)
        let answer = ModelAnswer(
            folding: [.started(id: "", model: "m")] + events + [.usage(Usage()), .stop(.endOfTurn)])
        let response = dialect.response(
            answer, to: question, identity: ResponsesStreamEncoderTests.identity)
        let next = try dialect.request(
            from: ["model": "m", "input": response["output"] ?? .null], model: nil, streams: nil)
        #expect(next.request.messages.count == 1)
        return next.request.messages.first?.content ?? []
    }

    private static func block(
        _ kind: ModelEvent.BlockKind, _ text: String = "", _ signature: ProviderState? = nil, at index: Int = 0
    ) -> [ModelEvent] {
        [.blockStarted(index: index, kind: kind), .blockDelta(index: index, text: text)]
            + (signature.map { [.blockSignature(index: index, signature: $0)] } ?? []) + [.blockStopped(index: index)]
    }

    @Test("comes back with the reasoning that it proves")
    func reasoning() throws {
        #expect(
            try returned(Self.block(.reasoning, "Hm\n\nso", Self.foreign))
                == [.reasoning(text: "Hm\n\nso", signature: Self.foreign)])
    }

    @Test("is not made up for reasoning without any")
    func bareReasoning() throws {
        #expect(try returned(Self.block(.reasoning, "Hm")) == [.reasoning(text: "Hm", signature: nil)])
    }

    @Test("comes back as hidden reasoning")
    func redacted() throws {
        #expect(
            try returned(Self.block(.redactedReasoning(Self.foreign)) + Self.block(.text, "Hi", at: 1))
                == [.redactedReasoning(Self.foreign), .text("Hi")])
    }

    @Test("comes back with the tool call that it signs, of several the right one")
    func calls() throws {
        let calls =
            Self.block(.toolCall(id: "a", name: "f"), "{}", Self.foreign)
            + Self.block(.toolCall(id: "b", name: "g"), #"{"x":1}"#, at: 1)
        #expect(
            try returned(calls) == [
                .toolCall(ToolCall(id: "a", name: "f", argumentsText: "{}", state: Self.foreign)),
                .toolCall(ToolCall(id: "b", name: "g", argumentsText: #"{"x":1}"#)),
            ])
    }

    @Test("comes back behind the text that it signs")
    func text() throws {
        #expect(
            try returned(Self.block(.text, "Hi", Self.foreign) + Self.block(.text, "there", at: 1))
                == [.text("Hi"), .opaque(Self.foreign), .text("there")])
    }

    @Test("goes to its own API only")
    func losses() throws {
        let message = Message(
            role: .assistant,
            content: [
                .reasoning(text: "Hm", signature: Self.foreign), .redactedReasoning(Self.foreign),
                .toolCall(ToolCall(id: "a", name: "f", argumentsText: "{}", state: Self.foreign)),
                .opaque(Self.foreign),
            ])
        let call = try ResponsesDialect().call(for: ModelRequest(model: "m", messages: [message]), streams: true)
        #expect(
            call.losses.map(\.path) == [
                "messages[0].content[0]", "messages[0].content[1]", "messages[0].content[2].state",
                "messages[0].content[3]",
            ])
        #expect(!call.body.text().contains("nature"))
    }
}
