internal import AgentMemory
internal import AgentRuntime

/// `memory search`: by words, by likeness or both.
struct MemorySearchCommand: Command {
    let name = "search"
    let summary = "Finds the records that fit a text best"
    let example = "agent-cli memory search museum --limit 3"

    private let text = Argument.positional("TEXT", .text, help: "what is looked for; nothing in it is syntax")
    private let limit = Argument<Int>.option(
        "limit", .integer(1...1000), default: 10, help: "how many at most (default 10)")
    private let tags = Argument<[String]>.repeated(
        "tag", .text, help: "only records with this label; with all, if several")
    private let channel = Argument<MemoryChannel?>.optional("channel", .channel, help: "only records of this channel")
    private let mode = Argument<MemorySearchMode>.option(
        "mode", .searchMode, default: .hybrid, help: "by words (text), by likeness (vector) or by both (default hybrid)"
    )
    private let json = Argument.flag("json", help: #"prints {"matches":[{"record":{…},"score":N},…]}"#)
    private let workspace = WorkspaceOptions()

    var arguments: [any ArgumentDeclaration] { [text, limit, tags, channel, mode, json] + workspace.arguments }

    func run(_ invocation: Invocation) async throws -> ExitCode {
        let (text, limit, mode) = try (invocation[text], invocation[limit], invocation[mode])
        let filter = try MemoryFilter(channel: invocation[channel], tags: Set(invocation[tags]))
        let builder = try await workspace.builder(invocation)
        let matches = try await builder.withMemoryForReading(searchesByLikeness: mode != .text) { memory in
            try await memory.search(text, limit: limit, filter: filter, mode: mode)
        }
        let output = invocation.io.output
        if try invocation[json] {
            let documents = (matches ?? []).map(\.document)
            await output.writeLine(JSONValue.object(["matches": .array(documents)]).text())
        } else {
            for match in matches ?? [] { await output.writeLine(match.record.line()) }
            if (matches ?? []).isEmpty { await output.writeLine("Nothing that is remembered fits.") }
        }
        return .success
    }
}
