internal import AgentRuntime

/// `tools schema`: what a tool takes, as JSON Schema.
struct ToolsSchemaCommand: Command {
    let name = "schema"
    let summary = "Prints the JSON Schema of a tool's arguments"
    let example = "agent-cli tools schema calc"

    private let tool = Argument.positional("NAME", .text, help: "the tool; agent-cli tools list lists them")
    private let json = Argument.flag("json", help: "prints the schema on one line")
    private let workspace = WorkspaceOptions()

    var arguments: [any ArgumentDeclaration] { [tool, json] + workspace.arguments }

    func run(_ invocation: Invocation) async throws -> ExitCode {
        let descriptor = try await workspace.builder(invocation).toolDescriptor(try invocation[tool])
        await invocation.io.output.writeLine(
            descriptor.inputSchema.text(try invocation[json] ? .compact : .pretty()))
        return .success
    }
}
