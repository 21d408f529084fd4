internal import AgentPrimitives

/// What a request says about the turn at hand: the question, and the tool calls made for it so far.
struct ExtractiveTurn: Sendable {
    /// A call and what came of it.
    struct Step: Sendable {
        var call: ToolCall
        var result: ToolResult?

        func argument(_ name: String) -> String? {
            (try? JSONValue(parsing: call.argumentsText))?[name]?.stringValue
        }
    }

    /// The latest user message.
    var question = ""
    /// The user message before it.
    var previousQuestion: String?
    /// Since the question, in order.
    var steps: [Step] = []

    init(_ messages: [Message]) {
        for message in messages {
            if message.role == .user, !message.text.isEmpty {
                previousQuestion = question.isEmpty ? nil : question
                question = message.text
                steps = []
            }
            for part in message.content {
                switch part {
                case .toolCall(let call):
                    steps.append(Step(call: call))
                case .toolResult(let result):
                    guard let index = steps.lastIndex(where: { $0.call.id == result.callID }) else { continue }
                    steps[index].result = result
                case .text, .reasoning, .redactedReasoning, .media, .refusal, .citation, .cachePoint, .opaque:
                    break
                }
            }
        }
    }

    /// The steps that called a tool.
    func steps(calling tool: ExtractiveTool) -> [Step] {
        steps.filter { $0.call.name == tool.rawValue }
    }
}
