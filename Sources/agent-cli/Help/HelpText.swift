/// The text that `--help` prints for a command or a group.
struct HelpText: Sendable {
    private let root: CommandGroup
    private let path: [String]
    private let member: CommandGroup.Member

    /// `nil` when there is no command at the path.
    init?(_ path: [String], in root: CommandGroup) {
        var member = CommandGroup.Member.group(root)
        for word in path {
            guard case .group(let group) = member, let next = group[word] else { return nil }
            member = next
        }
        self.root = root
        self.path = path
        self.member = member
    }

    func render(_ style: TextStyle) -> String {
        switch member {
        case .command(let command): render(command, style)
        case .group(let group): render(group, style)
        }
    }

    private var words: String { ([root.name] + path).joined(separator: " ") }

    private func render(_ command: any Command, _ style: TextStyle) -> String {
        let shapes = command.arguments.map(\.shape)
        let usage = ([words] + shapes.map(\.usage)).joined(separator: " ")
        let rows = shapes.map { ($0.labelWithValue, $0.help) } + [(OptionWord.help, "shows this text")]
        return """
            \(command.summary).

            \(style.bold("usage:")) \(usage)

            \(Self.columns(rows))

            \(style.bold("example:"))
              \(command.example)

            """
    }

    private func render(_ group: CommandGroup, _ style: TextStyle) -> String {
        let commands = group.commands
        let rows = commands.map { ($0.path.joined(separator: " "), $0.command.summary) }
        let remark = path.isEmpty ? " \(root.name) \(OptionWord.version) prints the version." : ""
        return """
            \(group.summary).

            \(style.bold("usage:")) \(words) COMMAND [ARGUMENT]…

            \(style.bold("commands:"))
            \(Self.columns(rows))

            Every command answers to \(OptionWord.help).\(remark)

            \(style.bold("example:"))
              \(commands.first?.command.example ?? words)

            """
    }

    /// Two columns, the left one as wide as its widest entry.
    private static func columns(_ rows: [(String, String)]) -> String {
        let width = rows.map(\.0.count).max() ?? 0
        return rows.map { left, right in
            "  \(left)\(String(repeating: " ", count: width - left.count))  \(right)"
        }.joined(separator: "\n")
    }
}
