internal import AgentRuntime

/// `tools list`: what an agent of the workspace can do.
struct ToolsListCommand: Command {
    let name = "list"
    let summary = "Lists the tools of the workspace's agent"
    let example = "agent-cli tools list --json"

    private let json = Argument.flag("json", help: #"prints {"tools":[…]}"#)
    private let workspace = WorkspaceOptions()

    var arguments: [any ArgumentDeclaration] { [json] + workspace.arguments }

    func run(_ invocation: Invocation) async throws -> ExitCode {
        let tools = try await workspace.builder(invocation).toolDescriptors()
        let output = invocation.io.output
        if try invocation[json] {
            await output.writeLine(JSONValue.object(["tools": .array(tools.map(\.json))]).text())
            return .success
        }
        for tool in tools {
            let capabilities = tool.requiredCapabilities.sorted.map(\.rawValue).joined(separator: ", ")
            let needs = capabilities.isEmpty ? "no capability" : capabilities
            await output.writeLine(
                "\(invocation.io.outputStyle.bold(tool.name))  \(tool.effect.rawValue), needs \(needs)")
            await output.writeLine("    \(tool.summary)")
        }
        return .success
    }
}
