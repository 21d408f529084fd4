import AgentPrimitives
import AgentTools

/// Gives its arguments back.
struct Echo: Tool {
    static let name = "echo"
    static let summary = "Gives a text back."
    static let effect = EffectClass.compute
    static let idempotency = Idempotency.pure

    @Parameter("The text.") var text: String
    @Parameter("How often.", range: 1...3) var times: Int = 1

    var journal: RecordingJournal?

    func call(_ context: ToolExecutionContext) async throws -> ToolOutput {
        journal?.note(.ran(text))
        return .text(Array(repeating: text, count: times).joined(separator: " "))
    }
}

/// Needs capabilities and reaches out.
struct Guarded: Tool {
    static let name = "guarded.send"
    static let summary = "Sends something."
    static let requiredCapabilities: CapabilitySet = ["net.send", "net.read"]
    static let idempotency = Idempotency.keyed

    @Parameter("To whom.") var recipient: String

    let journal: RecordingJournal

    func call(_ context: ToolExecutionContext) async throws -> ToolOutput {
        journal.note(.ran(recipient))
        return .text("sent under \(context.origin.idempotencyKey)")
    }
}

/// Runs what a test gives it.
struct Scripted: Tool {
    static let name = "scripted"
    static let summary = "Runs what a test gives it."
    static let idempotency = Idempotency.reconcilable

    let body: @Sendable () async throws -> ToolOutput
    var settle: @Sendable () async throws -> ToolOutput? = { nil }

    func call(_ context: ToolExecutionContext) async throws -> ToolOutput { try await body() }
    func reconcile(_ context: ToolExecutionContext) async throws -> ToolOutput? { try await settle() }
}
