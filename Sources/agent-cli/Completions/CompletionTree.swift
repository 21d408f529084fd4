/// The commands as the completion scripts walk them: each place is the words that lead to it, such as `/mxp/decode`.
struct CompletionTree: Sendable {
    /// What can follow at one place.
    struct Place: Sendable {
        /// Empty for the root.
        let path: String
        /// Words that lead deeper.
        let members: [(name: String, summary: String)]
        let options: [ArgumentShape]
        let positionals: [ArgumentShape]

        /// Words between the program and what is completed.
        var depth: Int { path.count { $0 == "/" } }
    }

    let program: String
    /// The name of the shell function: no dash, which not every shell allows.
    let function: String
    /// The root first.
    let places: [Place]

    init(_ root: CommandGroup) {
        program = root.name
        function = "_" + root.name.map { $0 == "-" ? "_" : String($0) }.joined()
        places = Self.places(in: root, path: "")
    }

    private static func places(in group: CommandGroup, path: String) -> [Place] {
        let here = Place(
            path: path, members: group.members.map { ($0.name, $0.summary) }, options: [], positionals: [])
        return [here]
            + group.members.flatMap { member in
                let memberPath = "\(path)/\(member.name)"
                return switch member {
                case .group(let inner): places(in: inner, path: memberPath)
                case .command(let command): [place(of: command, path: memberPath)]
                }
            }
    }

    private static func place(of command: any Command, path: String) -> Place {
        let shapes = command.arguments.map(\.shape)
        let help = ArgumentShape(
            name: "help", kind: .flag, count: .atMostOne, placeholder: "", help: "shows the help", completion: .nothing)
        return Place(
            path: path, members: [], options: shapes.filter { $0.kind != .positional } + [help],
            positionals: shapes.filter { $0.kind == .positional })
    }
}
