internal import AgentRuntime

/// `fork`: goes on from an event of a recorded session as a new one, with another model, prompt, policy or tool result.
///
/// The fork runs under the workspace's present settings, `--config` included; only the model is the recorded one unless
/// another is named.
struct ForkCommand: Command {
    let name = "fork"
    let summary = "Continues from an event of a recorded session as a new session"
    let example = "agent-cli fork ses_0123456789ab --at 4 --model builtin/extractive"

    private let session = Argument.positional("SESSION", .session, help: "the session; agent-cli sessions lists them")
    private let place = Argument<UInt64>.option(
        "at", .integer(1...UInt64.max), help: "the last event that both share; agent-cli inspect SESSION numbers them")
    private let prompt = Argument.optional(
        "prompt", .text, help: "asks this next; a turn that is open there is given up")
    private let results = Argument.repeated(
        "result", .text, placeholder: "[CALL=]TEXT", help: "what an open tool call gave; it is not run again")
    private let turn = TurnOptions()
    private let json = Argument.flag("json", help: "prints every new event as a JSON line; the last line is the result")
    private let workspace = WorkspaceOptions()

    var arguments: [any ArgumentDeclaration] {
        [session, place, prompt, results] + turn.arguments + [json] + workspace.arguments
    }

    func run(_ invocation: Invocation) async throws -> ExitCode {
        let parent = try invocation[session]
        let place = try invocation[place]
        let question = try invocation[prompt]
        let texts = try invocation[results]
        let isJSON = try invocation[json]
        guard question == nil || texts.isEmpty else {
            throw CommandError(
                .usage, "--prompt and --result exclude each other", expected: "one of them", found: "both",
                advice: "--result first, then agent-cli run --session with the fork")
        }
        var builder = try await workspace.builder(invocation, overrides: try turn.overrides(invocation))
        try turn.applyRecall(invocation, to: &builder)
        let recorded = try await builder.withArchive { archive in
            try await archive.require(parent)
            return try await archive.replay(parent, through: place)
        }
        guard recorded.events == place else {
            throw CommandError(
                .usage, "--at goes beyond the session's end", expected: "1 to \(recorded.events)", found: "\(place)")
        }
        let stated = texts.map { StatedResult(argument: $0) }
        if question == nil, recorded.state.isInterrupted, try turn.limitsSpending(invocation) {
            throw CommandError(
                .usage, "a turn that is open at event \(place) keeps its own limits",
                expected: "--prompt with --max-usd and --max-tokens", found: "a limit alone")
        }
        if !builder.overrides.contains(where: { $0.key == .model }), let model = recorded.state.configuration?.model {
            builder.overrides.append(ConfigurationOverride(.model, model, flag: "fork (the session recorded it)"))
        }
        let display = TurnDisplay(invocation.io, isJSON: isJSON)
        return try await display.run(builder) { agent in
            let child = try await agent.fork(parent, at: place, results: stated)
            await invocation.io.errors.writeLine("Forked \(parent) at event \(place) as \(child.id).")
            let outcome = await display.outcome { onText in
                guard let question else { return try await child.resume(onText: onText) }
                return try await child.ask(question, onText: onText)
            }
            return await display.conclude(outcome, child.id)
        }
    }
}
