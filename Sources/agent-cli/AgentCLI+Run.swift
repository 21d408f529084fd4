extension AgentCLI {
    static let version = "0.1.0"

    /// Does what a command line asks for and says how it ended.
    ///
    /// - Parameter arguments: The words behind the name of the program.
    static func run(arguments: [String], environment: [String: String], io: CommandIO) async -> ExitCode {
        var code: ExitCode
        do {
            code = try await perform(arguments, environment: environment, io: io)
        } catch {
            let failure = CommandError(reporting: error)
            await io.report(failure)
            code = failure.exitCode
        }
        if let failure = await io.output.flush() {
            await io.report(CommandError(.failed, "standard output cannot be written", found: "\"\(failure)\""))
            code = .failed
        }
        await io.errors.flush()
        return code
    }

    private static func perform(
        _ arguments: [String], environment: [String: String], io: CommandIO
    ) async throws -> ExitCode {
        let root = CommandGroup.root
        switch try CommandRequest(arguments, in: root) {
        case .run(let command, let parsed):
            return try await command.run(
                Invocation(root: root, environment: environment, io: io, arguments: parsed))
        case .help(let path):
            await io.output.write(HelpText(path, in: root)?.render(io.outputStyle) ?? "")
            return .success
        case .incomplete(let path):
            await io.errors.write((HelpText(path, in: root)?.render(io.errorStyle) ?? "") + "\n")
            throw CommandError(
                .usage, "a command is missing", expected: ([root.name] + path + ["COMMAND"]).joined(separator: " "))
        case .version:
            await io.output.writeLine("\(root.name) \(version)")
            return .success
        }
    }
}
