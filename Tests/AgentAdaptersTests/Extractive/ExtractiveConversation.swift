import AgentPrimitives

@testable import AgentAdapters

/// Plays a conversation with the extractive model: what it asks of tools is answered from a table.
struct ExtractiveConversation {
    var messages: [Message]
    var tools: [ToolDescriptor]
    /// The calls made, in order.
    private(set) var calls: [ToolCall] = []

    init(_ question: String, tools names: [String] = ["calc", "clock.now", "fs.list", "fs.read", "fs.search"]) {
        messages = [.user(question)]
        tools = names.map {
            ToolDescriptor(name: $0, summary: "", inputSchema: ["type": "object"], effect: .read, idempotency: .pure)
        }
    }

    var request: ModelRequest { ModelRequest(model: ExtractiveModel.name, messages: messages, tools: tools) }

    /// Answers calls until the model says something.
    mutating func run(_ answer: (ToolCall) -> (content: String, isError: Bool)) -> String {
        for _ in 0..<5 {
            switch ExtractivePlanner.reply(to: request) {
            case .text(let text):
                messages.append(.assistant(text))
                return text
            case .calls(let next):
                calls += next
                messages.append(Message(role: .assistant, content: next.map { .toolCall($0) }))
                messages.append(
                    Message(
                        role: .tool,
                        content: next.map { call in
                            let (content, isError) = answer(call)
                            return .toolResult(
                                ToolResult(callID: call.id, name: call.name, content: content, isError: isError))
                        }))
            }
        }
        return "no answer after five rounds"
    }

    /// A search result with these passages, best first.
    static func found(_ passages: [(path: String, line: Int, text: String, score: Double)], files: Int = 3) -> String {
        let list = passages.map { passage -> JSONValue in
            let lines = passage.text.split(separator: "\n", omittingEmptySubsequences: false).count
            return [
                "path": .string(passage.path), "start_line": .int(passage.line),
                "end_line": .int(passage.line + lines - 1),
                "heading": "", "score": .number(JSONNumber(passage.score) ?? JSONNumber(0)),
                "text": .string(passage.text),
                "matched": [],
            ]
        }
        let result: JSONValue = ["query": "q", "passages": .array(list), "files_searched": .int(files)]
        return String(decoding: result.serialized(), as: UTF8.self)
    }
}
