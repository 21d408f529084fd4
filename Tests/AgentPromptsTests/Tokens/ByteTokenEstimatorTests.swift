import AgentPrimitives
import AgentPrompts
import Testing

@Suite struct ByteTokenEstimatorTests {
    @Test(arguments: [
        ("", 1), ("a", 1), ("abcd", 1), ("abcde", 2), ("漢字", 2), (String(repeating: "x", count: 4000), 1000),
    ])
    func countsBytes(text: String, tokens: Int) {
        #expect(ByteTokenEstimator().tokens(in: text) == tokens)
    }

    @Test func countsEveryPartOfAMessage() {
        let estimator = ByteTokenEstimator(bytesPerToken: 1, tokensPerItem: 10)
        #expect(estimator.tokens(in: Message.user("abc")) == 13)
        let call = ToolCall(id: "1", name: "calc", argumentsText: "{}")
        let result = ToolResult(callID: "1", name: "calc", content: "42")
        let message = Message(
            role: .assistant,
            content: [.reasoning(text: "hm", signature: "s"), .text("a"), .toolCall(call), .toolResult(result)])
        #expect(estimator.tokens(in: message) == 10 + 3 + 1 + 7 + 7)
    }

    @Test func countsAToolWithItsSchema() {
        let estimator = ByteTokenEstimator(bytesPerToken: 1, tokensPerItem: 10)
        let tool = ToolDescriptor(
            name: "calc", summary: "Adds.", inputSchema: ["type": "object"], effect: .compute, idempotency: .pure)
        #expect(estimator.tokens(in: tool) == 10 + 4 + 5 + #"{"type":"object"}"#.utf8.count)
    }
}
