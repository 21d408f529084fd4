internal import AgentRuntime

/// `replay`: proves a recording, without model or network.
struct ReplayCommand: Command {
    let name = "replay"
    let summary = "Folds a recorded session offline and checks every hash and every intent"
    let example = "agent-cli replay ses_0123456789ab"

    private let session = Argument.positional("SESSION", .session, help: "the session; agent-cli sessions lists them")
    private let json = Argument.flag("json", help: #"prints {"match":true,"events":N,"hash":…}"#)
    private let workspace = WorkspaceOptions()

    var arguments: [any ArgumentDeclaration] { [session, json] + workspace.arguments }

    func run(_ invocation: Invocation) async throws -> ExitCode {
        let session = try invocation[session]
        let isJSON = try invocation[json]
        do {
            let report = try await workspace.builder(invocation).withArchive { archive in
                try await archive.require(session)
                return try await archive.replay(session)
            }
            await invocation.io.output.writeLine(
                isJSON
                    ? JSONValue.object([
                        "match": true, "events": .int(report.events), "hash": .string(report.head.hash.description),
                    ]).text()
                    : "\(session): \(report.events) events match, hash \(report.head.hash)")
            return .success
        } catch let divergence as ReplayDivergence {
            guard isJSON else { throw divergence }
            await invocation.io.output.writeLine(divergence.document.text())
        } catch let error as EventLogError where isJSON && error.code == .corrupt {
            await invocation.io.output.writeLine(error.document.text())
        }
        return .failed
    }
}

extension ReplayDivergence {
    fileprivate var document: JSONValue {
        ["match": false, "sequence": .int(sequence), "expected": .string(expected), "found": .string(found)]
    }
}

extension EventLogError {
    fileprivate var document: JSONValue {
        ["match": false, "error": ["code": .string(code.description), "message": .string(message)]]
    }
}
