internal import AgentRuntime

/// `chat`: many turns of one session.
///
/// Ctrl-C cancels the turn that runs, and at the prompt it leaves. What is not typed but piped in ends with the exit code of
/// its last turn.
struct ChatCommand: Command {
    let name = "chat"
    let summary = "Talks with the agent, turn by turn in one session"
    let example = "agent-cli chat --model builtin/extractive"

    private let session = Argument.optional(
        "session", .session, help: "goes on with that session, or starts one of that name (default: a new one)")
    private let turn = TurnOptions()
    private let workspace = WorkspaceOptions()

    var arguments: [any ArgumentDeclaration] { [session] + turn.arguments + workspace.arguments }

    func run(_ invocation: Invocation) async throws -> ExitCode {
        let io = invocation.io
        var builder = try await workspace.builder(invocation, overrides: try turn.overrides(invocation))
        try turn.applyRecall(invocation, to: &builder)
        let tools = try builder.toolDescriptors()
        let chosen = try invocation[session]
        let display = TurnDisplay(io, isJSON: false)
        return try await display.run(builder) { agent in
            let session = try await agent.session(named: chosen, remarks: io.errors)
            var conversation = ChatConversation(session: session, tools: tools, display: display, io: io)
            return try await conversation.run()
        }
    }
}
