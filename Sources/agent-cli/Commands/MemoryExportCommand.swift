internal import AgentMemory
internal import AgentRuntime

/// `memory export`: records as JSON lines.
struct MemoryExportCommand: Command {
    let name = "export"
    let summary = "Prints records as JSON lines, in the order in which they were written"
    let example = "agent-cli memory export --tag museum"

    private let tags = Argument<[String]>.repeated(
        "tag", .text, help: "only records with this label; with all, if several")
    private let channel = Argument<MemoryChannel?>.optional("channel", .channel, help: "only records of this channel")
    private let json = Argument.flag("json", help: "changes nothing: the lines are JSON")
    private let workspace = WorkspaceOptions()

    /// Records that are read at once.
    private static let page = 64

    var arguments: [any ArgumentDeclaration] { [tags, channel, json] + workspace.arguments }

    func run(_ invocation: Invocation) async throws -> ExitCode {
        let filter = try MemoryFilter(channel: invocation[channel], tags: Set(invocation[tags]))
        let builder = try await workspace.builder(invocation)
        _ = try await builder.withMemoryForReading(searchesByLikeness: false) { memory in
            var query = MemoryQuery(filter, after: 0, limit: Self.page, includesSummarized: true)
            while let place = query.after {
                try Task.checkCancellation()
                let (entries, last) = try await memory.page(query)
                for entry in entries { await invocation.io.output.writeLine(entry.record.json.text()) }
                query.after = last
                if last == place { break }
            }
        }
        return .success
    }
}
