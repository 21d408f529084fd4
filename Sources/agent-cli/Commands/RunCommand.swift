internal import AgentRuntime

/// `run`: one turn, from a question to an answer.
struct RunCommand: Command {
    let name = "run"
    let summary = "Asks the agent one question and streams the answer"
    let example = "agent-cli run --model builtin/extractive Hello"

    private let prompt = Argument.positional("PROMPT", .text, help: "the question; - reads standard input")
    private let session = Argument.optional(
        "session", .session, help: "goes on with that session, or starts one of that name (default: a new one)")
    private let turn = TurnOptions()
    private let record = Argument.optional(
        "record", .file, help: "also writes the session's events to a file, as JSON lines")
    private let json = Argument.flag("json", help: "prints every event as a JSON line; the last line is the result")
    private let workspace = WorkspaceOptions()

    var arguments: [any ArgumentDeclaration] {
        [prompt, session] + turn.arguments + [record, json] + workspace.arguments
    }

    func run(_ invocation: Invocation) async throws -> ExitCode {
        let isJSON = try invocation[json]
        let question = try await PromptText(try invocation[prompt]).text(from: invocation.io.input)
        var builder = try await workspace.builder(invocation, overrides: try turn.overrides(invocation))
        try turn.applyRecall(invocation, to: &builder)
        let chosen = try invocation[session]
        let path = try invocation[record]
        let display = TurnDisplay(invocation.io, isJSON: isJSON)
        return try await display.run(builder) { agent in
            let session = try await agent.session(named: chosen, remarks: invocation.io.errors)
            let recording = try path.map(EventRecording.init)
            let outcome = await display.outcome { try await session.ask(question, onText: $0) }
            try await recording?.write(session.id, of: agent.archive)
            return await display.conclude(outcome, session.id)
        }
    }
}
