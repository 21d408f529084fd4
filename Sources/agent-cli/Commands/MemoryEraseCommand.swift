internal import AgentMemory
internal import AgentRuntime

/// `memory erase`: records for good, by key, by tag or all.
struct MemoryEraseCommand: Command {
    let name = "erase"
    let summary = "Erases records for good, from the file and from every search"
    let example = "agent-cli memory erase hours --yes"

    private let key = Argument<String?>.optionalPositional("KEY", .text, help: "the record's name")
    private let tags = Argument<[String]>.repeated(
        "tag", .text, help: "every record with this label; with all, if several")
    private let all = Argument.flag("all", help: "every record")
    private let yes = Argument.flag("yes", help: "asks nothing; needed with --all, and where nobody can be asked")
    private let json = Argument.flag("json", help: #"prints {"erased":N,"ids":[…]}"#)
    private let workspace = WorkspaceOptions()

    var arguments: [any ArgumentDeclaration] { [key, tags, all, yes, json] + workspace.arguments }

    func run(_ invocation: Invocation) async throws -> ExitCode {
        let (selection, subject) = try selection(invocation)
        let builder = try await workspace.builder(invocation)
        try await confirm(subject, invocation)
        // Reading first: where there is no memory none is made, and a key that is unknown changes nothing.
        let isThere = try await builder.withMemoryForReading(searchesByLikeness: false) { _ in true }
        var erased: [String] = []
        if isThere == true {
            erased = try await builder.withMemory(searchesByLikeness: false) { try await $0.erase(selection) }
        }
        if erased.isEmpty, let key = try invocation[key] {
            throw CommandError(
                .failed, "nothing is remembered under this key", expected: "the key of a record that is not expired",
                found: key.quoted(), advice: "agent-cli memory search TEXT")
        }
        let document: JSONValue = ["erased": .int(erased.count), "ids": .array(erased.map { .string($0) })]
        await invocation.io.output.writeLine(
            try invocation[json] ? document.text() : "Erased \(erased.count) record\(erased.count == 1 ? "" : "s").")
        return .success
    }

    private func selection(_ invocation: Invocation) throws(CommandError) -> (MemorySelection, subject: String) {
        let tags = Set(try invocation[tags])
        switch (try invocation[key], tags.isEmpty, try invocation[all]) {
        case (let key?, true, false): return (.records([key]), "the record \(key.quoted())")
        case (nil, false, false):
            return (.matching(MemoryFilter(tags: tags)), "every record tagged \(tags.sorted().joined(separator: ", "))")
        case (nil, true, true): return (.matching(.everything), "every record")
        default:
            throw CommandError(
                .usage, "it must be said what is erased", expected: "one of KEY, --tag TEXT and --all",
                advice: "agent-cli memory erase KEY")
        }
    }

    /// Makes sure that it is meant: what is erased cannot be brought back.
    private func confirm(_ subject: String, _ invocation: Invocation) async throws {
        if try invocation[yes] { return }
        let isEverything = try invocation[all]
        guard !isEverything, invocation.io.input.isTerminal else {
            throw CommandError(
                .usage, "erasing \(subject) cannot be undone",
                expected: isEverything ? "--yes beside --all" : "--yes, since nobody can be asked here",
                advice: "agent-cli memory erase … --yes")
        }
        await invocation.io.errors.write("Erase \(subject) for good? [y/N] ")
        await invocation.io.errors.flush()
        let answer = try await invocation.io.input.line(limit: 1024) ?? []
        guard ["y", "yes"].contains(String(decoding: answer, as: UTF8.self).lowercased()) else {
            throw CommandError(.cancelled, "nothing was erased")
        }
    }
}
