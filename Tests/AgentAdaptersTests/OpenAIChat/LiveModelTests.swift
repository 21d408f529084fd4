import AgentAdapters
import AgentNetwork
import AgentPrimitives
import AgentTesting
import Foundation
import Testing

/// Talks to a real server of an OpenAI-compatible API; set `LOCAL_LLM_URL` to its root, such as `http://127.0.0.1:18080`.
@Suite(
    "A live model",
    .enabled(if: ProcessInfo.processInfo.environment["LOCAL_LLM_URL"] != nil, "set LOCAL_LLM_URL to run these"))
struct LiveModelTests {
    private var adapter: OpenAIChatAdapter {
        get throws {
            let root = ProcessInfo.processInfo.environment["LOCAL_LLM_URL"] ?? ""
            return OpenAIChatAdapter(
                baseURL: try HTTPURL(root).appending(path: "v1"), client: HTTPClient(options: .models))
        }
    }

    private let tool = ToolDescriptor(
        name: "fs.search", summary: "Searches the documents.",
        inputSchema: ["type": "object", "properties": ["query": ["type": "string"]], "required": ["query"]],
        effect: .read, idempotency: .pure)

    @Test("answers, and keeps the adapter contract")
    func answer() async throws {
        let request = ModelRequest(
            model: "smollm2", system: "Answer in one word.", messages: [.user("Say hello.")], maxOutputTokens: 16,
            temperature: 0)
        let answer = try await ModelAdapterContract.check(try adapter, with: request)
        #expect(!answer.message.text.isEmpty)
        #expect(answer.usage.inputTokens > 0 && answer.usage.outputTokens > 0)
    }

    @Test("takes a conversation with tools and their results")
    func tools() async throws {
        let request = ModelRequest(
            model: "smollm2",
            messages: [
                .user("Who wrote this?"),
                Message(
                    role: .assistant,
                    content: [
                        .toolCall(ToolCall(id: "call_1", name: "fs.search", argumentsText: #"{"query":"author"}"#))
                    ]),
                Message(
                    role: .tool,
                    content: [.toolResult(ToolResult(callID: "call_1", name: "fs.search", content: "Ada wrote this."))]),
            ], tools: [tool], maxOutputTokens: 32, temperature: 0)
        let answer = try await ModelAdapterContract.check(try adapter, with: request)
        #expect(answer.stopReason != nil)
    }
}
