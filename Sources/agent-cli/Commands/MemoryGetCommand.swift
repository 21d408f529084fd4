internal import AgentMemory
internal import AgentRuntime

/// `memory get`: one record by its key.
struct MemoryGetCommand: Command {
    let name = "get"
    let summary = "Prints what is remembered under a key"
    let example = "agent-cli memory get hours --json"

    private let key = Argument.positional("KEY", .text, help: "the record's name")
    private let json = Argument.flag("json", help: "prints the record as JSON")
    private let workspace = WorkspaceOptions()

    var arguments: [any ArgumentDeclaration] { [key, json] + workspace.arguments }

    func run(_ invocation: Invocation) async throws -> ExitCode {
        let key = try invocation[key]
        let found = try await workspace.builder(invocation).withMemoryForReading(searchesByLikeness: false) { memory in
            try await memory.record(key)
        }
        guard let record = found ?? nil else {
            throw CommandError(
                .failed, "nothing is remembered under this key", expected: "the key of a record that is not expired",
                found: key.quoted(), advice: "agent-cli memory search TEXT")
        }
        let output = invocation.io.output
        if try invocation[json] {
            await output.writeLine(record.json.text())
        } else {
            await output.writeLine(output.isTerminal ? record.text.withoutTerminalControls : record.text)
        }
        return .success
    }
}
