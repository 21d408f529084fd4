import AgentAdapters
import AgentPrimitives
import Testing

@testable import AgentAdapters

@Suite("Requests between two APIs")
struct RequestPairTests {
    private static func sample(signedBy origin: UpstreamKind) -> ModelRequest {
        let picture = Media(kind: .image, source: .base64("aGVsbG8="), mediaType: "image/png")
        var request = ModelRequest(
            model: "m", system: "Be brief.",
            messages: [
                Message(role: .user, content: [.text("What is on it?"), .media(picture)]),
                Message(
                    role: .assistant,
                    content: [
                        .reasoning(
                            text: "Two looks.", signature: ProviderState(origin: origin.rawValue, data: "c2lnbmF0dXJl")),
                        .text("I look."),
                        .toolCall(ToolCall(id: "call_a", name: "look", argumentsText: #"{"at":"left"}"#)),
                        .toolCall(ToolCall(id: "call_b", name: "calc", argumentsText: #"{"x":1}"#)),
                    ]),
                Message(
                    role: .tool,
                    content: [
                        .toolResult(ToolResult(callID: "call_a", name: "look", content: "a cat é🙂")),
                        .toolResult(ToolResult(callID: "call_b", name: "calc", content: "no", isError: true)),
                    ]),
                Message(role: .assistant, content: [.text("A cat.")]), .user("Sure?"),
            ],
            tools: [.calculator, .look], maxOutputTokens: 1000, temperature: 0.5)
        request.toolChoice = .required
        return request
    }

    private static let pairs = ModelAPI.clients.flatMap { client in ModelAPI.clients.map { (client, $0) } }

    /// A client's request, as the client's own library would send it, to the upstream, and back as the upstream's own
    /// client would have asked it.
    @Test("keep what was said, and report what they cannot keep", arguments: pairs)
    func roundTrip(client: ModelAPI, upstream: ModelAPI) throws {
        let asked = try client.request(client.call(Self.sample(signedBy: client.kind)).body)
        let sent = try upstream.call(asked.request)
        let received = try upstream.request(sent.body)
        let back = try client.call(received.request)
        let again = try client.request(back.body)

        let before = RequestEssence(asked.request)
        let after = RequestEssence(again.request)
        #expect(after.said == before.said)
        let missing = before.extras.subtracting(after.extras)
        let losses = sent.losses + received.losses + back.losses
        #expect(missing.count <= losses.count, "lost \(missing), reported \(losses)")
        if client.kind == upstream.kind {
            #expect(missing.isEmpty)
            #expect(back.body == sent.body)
        }
    }

    @Test("reach every upstream with all that was said", arguments: ModelAPI.clients)
    func ollama(client: ModelAPI) throws {
        let asked = try client.request(client.call(Self.sample(signedBy: client.kind)).body)
        let sent = try ModelAPI.ollama.call(asked.request)
        let messages = try #require(sent.body["messages"]?.arrayValue)
        #expect(
            messages.map { $0["role"]?.stringValue } == [
                "system", "user", "assistant", "tool", "tool", "assistant", "user",
            ])
        #expect(messages[1]["images"] == ["aGVsbG8="])
        #expect(messages[2]["tool_calls"]?[0] == ["function": ["name": "look", "arguments": ["at": "left"]]])
        #expect(messages[3]["tool_name"] == "look")
        #expect(messages[3]["content"]?.stringValue?.contains("a cat é🙂") == true)
        #expect(messages[4]["tool_name"] == "calc")
        #expect(sent.body["options"]?["num_predict"] == 1000)
        #expect(sent.losses.contains { $0.path == "toolChoice" })
    }
}
