internal import AgentMemory
internal import AgentRuntime

/// `memory stats`: how much is remembered.
struct MemoryStatsCommand: Command {
    let name = "stats"
    let summary = "Counts what is remembered"
    let example = "agent-cli memory stats --json"

    private let json = Argument.flag("json", help: #"prints {"records":N,"channels":{…},…}"#)
    private let workspace = WorkspaceOptions()

    var arguments: [any ArgumentDeclaration] { [json] + workspace.arguments }

    func run(_ invocation: Invocation) async throws -> ExitCode {
        let builder = try await workspace.builder(invocation)
        let found = try await builder.withMemoryForReading(searchesByLikeness: false) {
            try await $0.statistics().journal
        }
        let statistics = found ?? JournalStatistics()
        await invocation.io.output.writeLine(
            try invocation[json] ? statistics.document.text() : statistics.lines.joined(separator: "\n"))
        return .success
    }
}

extension JournalStatistics {
    fileprivate var document: JSONValue {
        let counts = channels.sorted { $0.key < $1.key }.map { (key: $0.key, value: JSONValue.int($0.value)) }
        return [
            "records": .int(records), "text_bytes": .int(textBytes), "file_bytes": .int(fileBytes),
            "channels": .object(JSONObject(counts)), "summarized": .int(summarized), "expiring": .int(expiring),
            "untrusted": .int(tainted), "last_sequence": .int(lastSequence),
            "earliest": earliest.map { .string($0.description) } ?? .null,
            "latest": latest.map { .string($0.description) } ?? .null,
        ]
    }

    fileprivate var lines: [String] {
        var lines = ["\(records) records with \(textBytes) bytes of text, in a file of \(fileBytes) bytes"]
        lines += channels.sorted { $0.key < $1.key }.map { "  \($0.key.withoutTerminalControls): \($0.value)" }
        if summarized > 0 { lines.append("\(summarized) behind a summary") }
        if expiring > 0 { lines.append("\(expiring) expire at some time") }
        if tainted > 0 { lines.append("\(tainted) not to be trusted") }
        if let earliest, let latest { lines.append("made from \(earliest) to \(latest)") }
        return lines
    }
}
