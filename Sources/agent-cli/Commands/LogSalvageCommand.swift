internal import AgentMemory
internal import AgentRuntime

/// `log salvage`: what is good in a damaged file of sessions, as a new file; exit code 1 when something was lost.
struct LogSalvageCommand: Command {
    let name = "salvage"
    let summary = "Takes what is good out of a damaged file of sessions into a new one; exits 1 when something was lost"
    let example = "agent-cli log salvage .agent/sessions.sqlite rescued.sqlite"

    private let source = Argument.positional("FROM", .file, help: "the damaged file; it is not changed")
    private let target = Argument.positional("TO", .file, help: "the new file; nothing may be there")
    private let json = Argument.flag("json", help: #"prints {"complete":false,"sessions":[…],…}"#)

    var arguments: [any ArgumentDeclaration] { [source, target, json] }

    func run(_ invocation: Invocation) async throws -> ExitCode {
        let target = FilePath.absolute(try invocation[target])
        let report = try await EventLogSalvage.run(from: FilePath.absolute(try invocation[source]), to: target)
        let output = invocation.io.output
        if try invocation[json] {
            await output.writeLine(report.document.text())
        } else {
            for session in report.sessions { await output.writeLine(session.line.withoutTerminalControls) }
            if report.missingPages > 0 {
                await output.writeLine(
                    "\(report.missingPages) pages are missing at the end of the file, with what was in them")
            }
            let kept = report.sessions.count { $0.head.sequence > 0 }
            await output.writeLine(
                "\(target) holds \(kept) of \(report.sessions.count) sessions"
                    + (report.isComplete ? ", all complete" : ""))
        }
        return report.isComplete ? .success : .failed
    }
}

extension SalvageReport {
    fileprivate var document: JSONValue {
        let sessions = sessions.map { session in
            var document: JSONObject = [
                "session": .string(session.session.rawValue), "events": .int(session.head.sequence),
                "known_events": .int(session.knownEvents), "hash": .string(session.head.hash.description),
            ]
            if let loss = session.loss { document["loss"] = .string(loss) }
            return JSONValue.object(document)
        }
        return [
            "complete": .bool(isComplete), "missing_pages": .int(missingPages), "sessions": .array(sessions),
            "blobs": .int(blobs),
            "lost_blobs": .int(lostBlobs),
        ]
    }
}

extension SalvageReport.Session {
    fileprivate var line: String {
        "\(session)  \(head.sequence) of \(knownEvents) events" + (loss.map { ": \($0)" } ?? "")
    }
}
