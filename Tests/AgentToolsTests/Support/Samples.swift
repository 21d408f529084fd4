import AgentPrimitives
import AgentTools

extension ToolCallContext {
    static func sample(granted: CapabilitySet = ["fs.read"]) -> ToolCallContext {
        ToolCallContext(
            agent: AgentID(randomBits: 1, 2), granted: granted, session: SessionID("ses_1"), task: TaskID("task_1"),
            trace: TraceID(rawValue: 7), idempotencyKey: "key-1")
    }
}

extension ToolExecutionContext {
    static let sample = ToolExecutionContext(origin: .sample(), callID: "call_1")
}

extension ToolCall {
    init(_ name: String, _ arguments: String = "{}") {
        self.init(id: "call_1", name: name, argumentsText: arguments)
    }
}

struct AllowAll: PolicyEvaluating {
    func evaluate(_ request: PolicyRequest) async throws -> PolicyDecision {
        PolicyDecision(.allow, reason: "for the test", rule: "allow all")
    }
}

extension ToolDispatcher {
    /// A gate whose policy allows everything.
    init(_ tools: any Tool..., limits: ToolLimits = ToolLimits()) throws {
        self.init(registry: try ToolRegistry(tools), policy: AllowAll(), limits: limits)
    }

    /// Calls a tool through the whole gate and gives its result.
    func result(of name: String, _ arguments: String = "{}") async throws -> (content: String, isError: Bool) {
        let outcome = try await invoke(ToolCall(name, arguments), context: .sample(), journal: RecordingJournal())
        switch outcome {
        case .finished(let content, let isError): return (content, isError)
        case .denied(let reason), .escalated(let reason, _): return ("refused: " + reason, true)
        }
    }

    /// The result as JSON; the error text as a string.
    func json(of name: String, _ arguments: JSONValue = [:]) async throws -> JSONValue {
        let result = try await result(of: name, arguments.text())
        return result.isError ? .string(result.content) : try JSONValue(parsing: result.content)
    }
}
