/// The name of a package to be made: it becomes a folder, a program and a module.
struct PackageName: Hashable, Sendable {
    /// What the package itself and its dependencies are called; a second module of that name could not be built.
    private static let taken: Set<String> = [
        "assistant", "assistanttests", "agent-runtime", "agent_runtime", "agent-cli", "agent_cli", "agentprimitives",
        "agentnetwork", "agentwire", "agenttelemetry", "agentadapters", "agenttools", "agentmemory", "agentpolicy",
        "agentprompts", "agentconfig", "agentkernel", "agentrouter", "agenttesting", "agentruntime", "csqlite",
        "copenssl", "cagentsystem", "swift", "foundation", "foundationessentials", "testing", "xctest", "dispatch",
        "synchronization", "main", "test", "tests",
    ]

    let text: String

    /// `nil` for a text that cannot name a package.
    init?(_ text: String) {
        guard let first = text.unicodeScalars.first, first.isASCII, first.properties.isAlphabetic else { return nil }
        let isPlain = text.unicodeScalars.allSatisfy { scalar in
            scalar.isASCII
                && (scalar.properties.isAlphabetic || ("0"..."9").contains(scalar) || scalar == "-" || scalar == "_")
        }
        // The file systems of some machines do not tell capitals from small letters.
        guard isPlain, text.utf8.count <= 64, !Self.taken.contains(text.lowercased()) else { return nil }
        self.text = text
    }
}

extension ValueFormat where Value == PackageName {
    /// The name of a package.
    static var packageName: ValueFormat {
        ValueFormat(
            placeholder: "NAME",
            expected: "a letter, then letters, digits, dashes or underscores, and no name of a module that is used",
            convert: PackageName.init)
    }
}
