internal import AgentPrimitives

/// `help`: the same as `--help` behind a command; also the table of all commands.
struct HelpCommand: Command {
    let name = "help"
    let summary = "Shows the help of a command"
    let example = "agent-cli help mxp decode"

    private let words = Argument.remaining("COMMAND", .text, help: "the command; none for the list of all")
    private let markdown = Argument.flag("markdown", help: "prints the table of all commands in Markdown")

    var arguments: [any ArgumentDeclaration] { [words, markdown] }

    func run(_ invocation: Invocation) async throws -> ExitCode {
        let root = invocation.root
        if try invocation[markdown] {
            await invocation.io.output.write(CommandTable(root).render())
            return .success
        }
        let path = try invocation[words]
        guard let help = HelpText(path, in: root) else {
            let commands = root.commands.map { $0.path.joined(separator: " ") }
            let asked = path.joined(separator: " ")
            throw CommandError(
                .usage, "unknown command", found: asked.quoted(),
                advice: NearestName.of(asked, among: commands).map { "\(root.name) help \($0)" }
                    ?? "\(root.name) help")
        }
        await invocation.io.output.write(help.render(invocation.io.outputStyle))
        return .success
    }
}
