internal import AgentMemory
internal import AgentRuntime

/// `log prune`: forgets whole sessions by age, number or size.
struct LogPruneCommand: Command {
    let name = "prune"
    let summary = "Removes whole sessions, those first that were written to longest ago"
    let example = "agent-cli log prune --older-than 30"

    private let days = Argument<Int?>.optional(
        "older-than", .integer(0...36_500), placeholder: "DAYS", help: "removes what was last written to so long ago")
    private let sessions = Argument<Int?>.optional(
        "max-sessions", .integer(0...Int.max), help: "keeps at most N sessions")
    private let megabytes = Argument<Int?>.optional(
        "max-megabytes", .integer(0...1_000_000_000), help: "keeps at most N megabytes")
    private let includesUnfinished = Argument.flag(
        "unfinished", help: "also removes sessions whose last turn has not ended")
    private let compacts = Argument.flag("compact", help: "gives the freed space back to the disk")
    private let workspace = WorkspaceOptions()

    var arguments: [any ArgumentDeclaration] {
        [days, sessions, megabytes, includesUnfinished, compacts] + workspace.arguments
    }

    func run(_ invocation: Invocation) async throws -> ExitCode {
        var policy = RetentionPolicy()
        policy.maximumAge = try invocation[days].map { .seconds($0 * 86_400) }
        policy.maximumSessions = try invocation[sessions]
        policy.maximumBytes = try invocation[megabytes].map { $0 << 20 }
        policy.includesUnfinished = try invocation[includesUnfinished]
        policy.finishedKinds.insert(EventKind(rawValue: "call.finished"))
        if try invocation[compacts] { policy.space = .returned }
        guard policy.maximumAge != nil || policy.maximumSessions != nil || policy.maximumBytes != nil else {
            throw CommandError(
                .usage, "nothing says what to remove",
                expected: "--older-than, --max-sessions or --max-megabytes", found: "none of them")
        }
        let chosen = policy
        let report = try await workspace.builder(invocation).withSessionLog(access: .readWrite) { log in
            try await log.prune(chosen)
        }
        for session in report.removed { await invocation.io.output.writeLine("removed \(session.session)") }
        let spared = report.spared > 0 ? ", \(report.spared) unfinished ones stay" : ""
        await invocation.io.output.writeLine(
            "\(report.removed.count) sessions removed\(spared), \(report.bytesBefore) bytes before, \(report.bytesAfter) after"
        )
        return .success
    }
}
