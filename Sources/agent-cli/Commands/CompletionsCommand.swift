/// `completions`: a script that teaches a shell the commands.
struct CompletionsCommand: Command {
    let name = "completions"
    let summary = "Prints the completions for a shell"
    let example = "source <(agent-cli completions bash)"

    private let shell = Argument.positional(
        "SHELL", .choice(Shell.allCases.map { ($0.rawValue, $0) }), help: "bash, zsh or fish")

    var arguments: [any ArgumentDeclaration] { [shell] }

    func run(_ invocation: Invocation) async throws -> ExitCode {
        await invocation.io.output.write(try invocation[shell].completions(for: invocation.root))
        return .success
    }
}
