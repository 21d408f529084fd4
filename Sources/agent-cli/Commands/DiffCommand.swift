internal import AgentRuntime

/// `diff`: where two sessions part.
struct DiffCommand: Command {
    let name = "diff"
    let summary = "Shows the first difference between two sessions, and what they have in common before it"
    let example = "agent-cli diff ses_0123456789ab ses_ba9876543210"

    private let left = Argument.positional("A", .text, help: "a session, or a recording (.jsonl, .sqlite) of one")
    private let right = Argument.positional("B", .text, help: "the session or recording to compare it with")
    private let context = Argument<Int>.option(
        "context", .integer(0...1000), default: 3, help: "how many common steps are shown, at most (default 3)")
    private let json = Argument.flag("json", help: #"prints {"same":false,"common_steps":N,"path":…,"a":…,"b":…}"#)
    private let workspace = WorkspaceOptions()

    var arguments: [any ArgumentDeclaration] { [left, right, context, json] + workspace.arguments }

    func run(_ invocation: Invocation) async throws -> ExitCode {
        let builder = try await workspace.builder(invocation)
        let context = try invocation[context]
        let (a, b) = (try invocation[left], try invocation[right])
        let difference = try await Self.with(a, of: builder) { left, leftArchive in
            try await Self.with(b, of: builder) { right, rightArchive in
                try await leftArchive.difference(of: left, to: right, in: rightArchive, context: context)
            }
        }
        let page = DifferencePage(a: a, b: b, difference: difference)
        if try invocation[json] {
            await invocation.io.output.writeLine(page.document.text())
        } else {
            await invocation.io.output.write(page.text(invocation.io.outputStyle).withoutTerminalControls)
        }
        return difference.isSame ? .success : .failed
    }

    /// Finds what a word names: a session of the workspace, else the one session of a recording.
    private static func with<Result>(
        _ word: String, of builder: AgentBuilder, _ body: (SessionID, SessionArchive) async throws -> Result
    ) async throws -> Result {
        let file = RecordingFile(path: word)
        guard file.isThere else {
            return try await builder.withArchive { archive in
                try await archive.require(SessionID(word))
                return try await body(SessionID(word), archive)
            }
        }
        return try await file.withArchive { recording in
            let sessions = try await recording.sessions()
            guard sessions.count == 1 else {
                throw CommandError(
                    .usage, "\(word) does not name one session", expected: "a recording of one session",
                    found: "\(sessions.count)")
            }
            return try await body(sessions[0].session, recording)
        }
    }
}
