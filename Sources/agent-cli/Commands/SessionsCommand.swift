internal import AgentRuntime

/// `sessions`: what was recorded.
struct SessionsCommand: Command {
    let name = "sessions"
    let summary = "Lists the recorded sessions, the latest first"
    let example = "agent-cli sessions --limit 5"

    private let limit = Argument<Int>.option(
        "limit", .integer(1...1_000_000), default: 1000, help: "how many at most (default 1000)")
    private let json = Argument.flag("json", help: #"prints {"sessions":[…]}"#)
    private let workspace = WorkspaceOptions()

    var arguments: [any ArgumentDeclaration] { [limit, json] + workspace.arguments }

    func run(_ invocation: Invocation) async throws -> ExitCode {
        let limit = try invocation[limit]
        let sessions = try await workspace.builder(invocation).withArchive { try await $0.sessions(limit: limit) }
        let output = invocation.io.output
        if try invocation[json] {
            await output.writeLine(JSONValue.object(["sessions": .array(sessions.map(\.document))]).text())
        } else if sessions.isEmpty {
            await output.writeLine("No session is recorded here yet. agent-cli run QUESTION makes one.")
        } else {
            let width = sessions.map(\.session.rawValue.count).max() ?? 0
            for session in sessions { await output.writeLine(session.line(width: width)) }
        }
        return .success
    }
}

extension SessionSummary {
    fileprivate var document: JSONValue {
        [
            "session": .string(session.rawValue), "events": .int(events), "started": .string(started.description),
            "updated": .string(updated.description), "last_kind": .string(lastKind.rawValue),
        ]
    }

    fileprivate func line(width: Int) -> String {
        let name = session.rawValue + String(repeating: " ", count: max(0, width - session.rawValue.count))
        return "\(name)  \(updated)  \(events) events, the last is \(lastKind)"
    }
}
