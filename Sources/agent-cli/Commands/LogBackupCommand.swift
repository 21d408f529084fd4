internal import AgentMemory
internal import AgentRuntime

/// `log backup`: a copy of the file of sessions, made while agents go on writing.
struct LogBackupCommand: Command {
    let name = "backup"
    let summary = "Copies the file of sessions while agents go on, and verifies the copy"
    let example = "agent-cli log backup sessions-backup.sqlite"

    private let target = Argument.positional("FILE", .file, help: "where the copy goes; nothing may be there")
    private let workspace = WorkspaceOptions()

    var arguments: [any ArgumentDeclaration] { [target] + workspace.arguments }

    func run(_ invocation: Invocation) async throws -> ExitCode {
        let target = FilePath.absolute(try invocation[target])
        let report = try await workspace.builder(invocation).withSessionLog(access: .readWrite) { log in
            try await log.backup(to: target)
        }
        let size = report.map { "\($0.sessions) sessions, \($0.events) events" } ?? "the log"
        await invocation.io.output.writeLine("\(target) holds \(size), verified")
        return .success
    }
}
