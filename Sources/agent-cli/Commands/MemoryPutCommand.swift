internal import AgentMemory
internal import AgentRuntime

/// `memory put`: one record, through the policy.
struct MemoryPutCommand: Command {
    let name = "put"
    let summary = "Remembers a text under a key; one that is there is replaced"
    let example = "agent-cli memory put hours - --tag museum --ttl 30d"

    private let key = Argument.positional("KEY", .text, help: "the record's name")
    private let text = Argument.positional("TEXT", .text, help: "what is remembered; - reads standard input")
    private let channel = Argument.option(
        "channel", .channel, default: .custom("notes"),
        help: "input, output, tool, system or one of your own (default notes)")
    private let tags = Argument<[String]>.repeated("tag", .text, help: "a label to filter by; any number of them")
    private let facts = Argument<[MemoryFact]>.repeated("meta", .fact, help: "a further fact; any number of them")
    private let lifetime = Argument<Duration?>.optional(
        "ttl", .lifetime, help: "forgets it after that time, such as 90s, 12h or 30d")
    private let source = Argument<String?>.optional("source", .text, help: "where it was found")
    private let origins = Argument<[String]>.repeated(
        "untrusted", .text, placeholder: "ORIGIN",
        help: "marks it as not to be trusted, and says why; any number of them")
    private let json = Argument.flag("json", help: "prints the record as JSON")
    private let workspace = WorkspaceOptions()

    var arguments: [any ArgumentDeclaration] {
        [key, text, channel, tags, facts, lifetime, source, origins, json] + workspace.arguments
    }

    func run(_ invocation: Invocation) async throws -> ExitCode {
        let builder = try await workspace.builder(invocation)
        let now = builder.time.now()
        let facts = try invocation[facts].map { ($0.key, $0.value) }
        let record = MemoryRecord(
            id: try invocation[key], time: now, channel: try invocation[channel], text: try await text(invocation),
            tags: Set(try invocation[tags]), metadata: Dictionary(facts, uniquingKeysWith: { $1 }),
            provenance: MemoryProvenance(source: try invocation[source]),
            taint: MemoryTaint(origins: Set(try invocation[origins])),
            expiry: try invocation[lifetime].map { now.advanced(bySeconds: $0.components.seconds) })
        try await builder.withMemory(searchesByLikeness: false) { try await $0.remember(record) }
        let until = record.expiry.map { " until \($0)" } ?? ""
        await invocation.io.output.writeLine(
            try invocation[json] ? record.json.text() : "Remembered \(record.id.quoted())\(until).")
        return .success
    }

    private func text(_ invocation: Invocation) async throws -> String {
        let word = try invocation[text]
        guard word == InputReader.standardInputPath else { return word }
        let bytes = try await invocation.io.input.contents(of: word, limit: MemoryLimits().recordBytes)
        guard let text = String(validating: bytes, as: UTF8.self) else {
            throw CommandError(
                .usage, "standard input is no text", expected: "UTF-8", found: "\(bytes.count) other bytes",
                advice: "iconv -t utf-8")
        }
        return text
    }
}

extension Timestamp {
    fileprivate func advanced(bySeconds seconds: Int64) -> Timestamp {
        Timestamp(microseconds: microseconds + seconds * 1_000_000)
    }
}
