internal import AgentRuntime

/// `resume`: brings a turn that was interrupted to its end.
///
/// The turn goes on under the settings that it began with, its model included. A session without an open turn needs neither
/// model nor network: its last answer is printed and nothing is recorded.
struct ResumeCommand: Command {
    let name = "resume"
    let summary = "Continues a session after a crash, a cancellation or an approval"
    let example = "agent-cli resume ses_0123456789ab"

    private let session = Argument.positional("SESSION", .session, help: "the session; agent-cli sessions lists them")
    private let results = Argument.repeated(
        "result", .text, placeholder: "[CALL=]TEXT",
        help: "what a tool call gave whose outcome is unknown; it is not run again")
    private let json = Argument.flag("json", help: "prints every new event as a JSON line; the last line is the result")
    private let workspace = WorkspaceOptions()

    var arguments: [any ArgumentDeclaration] { [session, results, json] + workspace.arguments }

    func run(_ invocation: Invocation) async throws -> ExitCode {
        let id = try invocation[session]
        let display = TurnDisplay(invocation.io, isJSON: try invocation[json])
        var builder = try await workspace.builder(invocation)
        let recorded = try await builder.withArchive { archive in
            try await archive.require(id)
            return try await archive.replay(id).state
        }
        let stated = try invocation[results].map { StatedResult(argument: $0) }
        guard recorded.isInterrupted, let configuration = recorded.configuration else {
            guard stated.isEmpty else {
                throw CommandError(
                    .usage, "no tool call of session \(id) is open",
                    expected: "a session with an open turn for --result",
                    found: "one whose last turn has ended")
            }
            let last = recorded.lastOutcome ?? RunOutcome(.completed)
            display.show(last)
            await display.finish(last, id)
            // Nothing was left to do, and that is done, however the last turn had ended.
            return .success
        }
        builder.overrides.append(
            ConfigurationOverride(.model, configuration.model, flag: "resume (the session recorded it)"))
        return try await display.run(builder) { agent in
            let session = agent.session(id)
            let outcome = await display.outcome { try await session.resume(stating: stated, onText: $0) }
            return await display.conclude(outcome, id)
        }
    }
}
