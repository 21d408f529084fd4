/// Commands under one word, such as `mxp encode` and `mxp decode`.
struct CommandGroup: Sendable {
    /// A word below the group.
    enum Member: Sendable {
        case command(any Command)
        case group(CommandGroup)

        var name: String {
            switch self {
            case .command(let command): command.name
            case .group(let group): group.name
            }
        }

        var summary: String {
            switch self {
            case .command(let command): command.summary
            case .group(let group): group.summary
            }
        }
    }

    let name: String
    let summary: String
    let members: [Member]

    subscript(name: String) -> Member? {
        members.first { $0.name == name }
    }

    /// Every command below, with the words that lead to it, in the order of declaration.
    var commands: [(path: [String], command: any Command)] {
        members.flatMap { member in
            switch member {
            case .command(let command): [(path: [command.name], command: command)]
            case .group(let group): group.commands.map { (path: [group.name] + $0.path, command: $0.command) }
            }
        }
    }
}
