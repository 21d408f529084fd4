internal import AgentRuntime

/// `doctor`: what works here, and what to do about the rest.
struct DoctorCommand: Command {
    let name = "doctor"
    let summary = "Checks libraries, workspace, sessions and models, and says what to do"
    let example = "agent-cli doctor"

    private let json = Argument.flag("json", help: #"prints {"healthy":…,"checks":[…]}"#)
    private let workspace = WorkspaceOptions()

    var arguments: [any ArgumentDeclaration] { [json] + workspace.arguments }

    func run(_ invocation: Invocation) async throws -> ExitCode {
        let io = invocation.io
        let findings = await Doctor(builder: try await workspace.builder(invocation), io: io).examine()
        let isHealthy = findings.allSatisfy { $0.status != .fail }
        if try invocation[json] {
            let document: JSONValue = ["healthy": .bool(isHealthy), "checks": .array(findings.map(\.document))]
            await io.output.writeLine(document.text())
        } else {
            for finding in findings { await io.output.writeLine(finding.line(io.outputStyle)) }
        }
        return isHealthy ? .success : .failed
    }
}
