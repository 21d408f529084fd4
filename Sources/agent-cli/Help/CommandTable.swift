/// The table of all commands in Markdown, as `docs/commands.md` holds it.
struct CommandTable: Sendable {
    private let root: CommandGroup

    init(_ root: CommandGroup) {
        self.root = root
    }

    func render() -> String {
        let rows = root.commands.map { path, command in
            let usage = (path + command.arguments.map(\.shape.usage)).joined(separator: " ")
            return "| `\(Self.cell(usage))` | \(Self.cell(command.summary)) | `\(Self.cell(command.example))` |"
        }
        return """
            # Commands

            Written by `make docs` from the declarations in `Sources/agent-cli/Commands`.

            | command | does | example |
            |---|---|---|
            \(rows.joined(separator: "\n"))

            ## Exit codes

            \(Self.exitCodes)

            """
    }

    private static func cell(_ text: String) -> String {
        text.split(separator: "|", omittingEmptySubsequences: false).joined(separator: "\\|")
    }

    private static var exitCodes: String {
        let rows = ExitCode.allCases.map { "| \($0.rawValue) | \($0.meaning) |" }
        return (["| code | meaning |", "|---|---|"] + rows).joined(separator: "\n")
    }
}
