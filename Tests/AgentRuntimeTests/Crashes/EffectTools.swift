import AgentRuntime
import Foundation

/// A file to which effects leave a line each, and which shows how often they happened.
struct EffectFile: Sendable {
    let path: String

    /// The lines so far.
    var lines: [String] {
        guard let text = try? String(contentsOfFile: path, encoding: .utf8) else { return [] }
        return text.split(separator: "\n").map(String.init)
    }

    func append(_ line: String) throws {
        let descriptor = open(path, O_WRONLY | O_CREAT | O_APPEND, 0o600)
        guard descriptor >= 0 else { throw CocoaError(.fileWriteUnknown) }
        defer { close(descriptor) }
        // One call, so that a line is there or not.
        let bytes = Array((line + "\n").utf8)
        guard write(descriptor, bytes, bytes.count) == bytes.count else { throw CocoaError(.fileWriteUnknown) }
    }
}

/// An effect whose receiver drops repeats of a key.
struct LedgerAdd: Tool {
    static let name = "ledger.add"
    static let summary = "Adds a task to the ledger."
    static let idempotency = Idempotency.keyed

    let file: EffectFile
    @Parameter("The task.") var task: String

    init(_ file: EffectFile) { self.file = file }

    func call(_ context: ToolExecutionContext) async throws -> ToolOutput {
        let line = "\(context.origin.idempotencyKey) \(task)"
        if !file.lines.contains(line) { try file.append(line) }
        return .text("added")
    }
}

/// An effect that happens as often as it is called.
struct MailSend: Tool {
    static let name = "mail.send"
    static let summary = "Sends a mail about a task."
    static let idempotency = Idempotency.unsafe

    let file: EffectFile
    @Parameter("The task.") var task: String

    init(_ file: EffectFile) { self.file = file }

    func call(_ context: ToolExecutionContext) async throws -> ToolOutput {
        try file.append(task)
        return .text("sent")
    }
}

/// Lets everything through: these tests are about what happens behind the gate.
struct OpenPolicy: PolicyEvaluating {
    func evaluate(_ request: PolicyRequest) -> PolicyDecision {
        PolicyDecision(.allow, reason: "a test", rule: "open")
    }
}
