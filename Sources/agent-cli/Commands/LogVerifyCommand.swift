internal import AgentMemory
internal import AgentRuntime

/// `log verify`: whether the file of sessions is whole.
struct LogVerifyCommand: Command {
    let name = "verify"
    let summary = "Checks the file of sessions: pages, chains, blobs and snapshots"
    let example = "agent-cli log verify"

    private let json = Argument.flag("json", help: #"prints {"whole":true,"sessions":N,"events":N,…}"#)
    private let workspace = WorkspaceOptions()

    var arguments: [any ArgumentDeclaration] { [json] + workspace.arguments }

    func run(_ invocation: Invocation) async throws -> ExitCode {
        let report = try await workspace.builder(invocation).withSessionLog(access: .readOnly) { log in
            try await log.verify()
        }
        let output = invocation.io.output
        if try invocation[json] {
            await output.writeLine(report.document.text())
        } else {
            for finding in report.findings { await output.writeLine(finding.description.withoutTerminalControls) }
            if report.omittedFindings > 0 { await output.writeLine("and \(report.omittedFindings) more") }
            await output.writeLine(
                "\(report.sessions) sessions, \(report.events) events, \(report.blobs) blobs, \(report.snapshots) snapshots: "
                    + (report.isWhole ? "whole" : "damaged; agent-cli log salvage FROM TO takes out what is good"))
        }
        return report.isWhole ? .success : .failed
    }
}

extension EventLogVerification {
    fileprivate var document: JSONValue {
        let findings = findings.map { finding in
            var document: JSONObject = [
                "kind": .string(finding.kind.description), "message": .string(finding.message),
            ]
            if let session = finding.session { document["session"] = .string(session.rawValue) }
            if let sequence = finding.sequence { document["sequence"] = .int(sequence) }
            return JSONValue.object(document)
        }
        return [
            "whole": .bool(isWhole), "sessions": .int(sessions), "events": .int(events), "blobs": .int(blobs),
            "snapshots": .int(snapshots), "findings": .array(findings), "omitted_findings": .int(omittedFindings),
        ]
    }
}
