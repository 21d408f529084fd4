internal import AgentRuntime
internal import Foundation

/// `replay`: proves recordings, without model or network.
struct ReplayCommand: Command {
    let name = "replay"
    let summary = "Folds recorded sessions offline and checks every hash and every intent"
    let example = "agent-cli replay ses_0123456789ab"

    private let target = Argument.positional(
        "SESSION", .text, help: "the session, or a recording (.jsonl, .sqlite), or a folder of recordings")
    private let until = Argument<UInt64?>.optional(
        "until", .integer(1...UInt64.max), help: "checks the session's first N events only")
    private let junit = Argument.optional("junit", .file, help: "also writes the results to a file, as JUnit XML")
    private let json = Argument.flag("json", help: #"prints {"match":true,"events":N,"hash":…}"#)
    private let workspace = WorkspaceOptions()

    var arguments: [any ArgumentDeclaration] { [target, until, junit, json] + workspace.arguments }

    func run(_ invocation: Invocation) async throws -> ExitCode {
        let target = try invocation[target]
        let last = try invocation[until]
        let files = try await recordings(target, invocation)
        let cases: [ReplayCase]
        if let files {
            guard last == nil else {
                throw CommandError(
                    .usage, "--until belongs to one session", expected: "a session of the workspace",
                    found: target.quoted())
            }
            cases = try await Self.replay(files)
        } else {
            cases = [try await replay(SessionID(target), through: last, invocation)]
        }
        if let path = try invocation[junit] { try Self.write(JUnitReport(cases: cases), to: path) }
        await show(cases, isFolder: files != nil, isJSON: try invocation[json], invocation.io)
        return cases.allSatisfy(\.isMatch) ? .success : .failed
    }

    /// The recordings that a word names; `nil` for a session of the workspace.
    private func recordings(_ target: String, _ invocation: Invocation) async throws -> [RecordingFile]? {
        // A damaged log of the workspace must not keep its own copies from being proven.
        if RecordingFile(path: target).isThere { return [RecordingFile(path: target)] }
        return try await workspace.builder(invocation).withArchive { archive in
            try await Self.isSession(target, in: archive) ? nil : try Self.recordings(at: target)
        }
    }

    private static func isSession(_ target: String, in archive: SessionArchive) async throws -> Bool {
        if let session = SessionID(rawValue: target), try await archive.contains(session) { return true }
        if FileManager.default.fileExists(atPath: target) { return false }
        try await archive.require(SessionID(target))
        return true
    }

    private static func recordings(at path: String) throws -> [RecordingFile] {
        var isFolder: ObjCBool = false
        guard FileManager.default.fileExists(atPath: path, isDirectory: &isFolder), isFolder.boolValue else {
            return [RecordingFile(path: path)]
        }
        let files = try RecordingFile.all(in: path)
        guard !files.isEmpty else {
            throw CommandError(
                .usage, "there is nothing to replay", expected: "files that end in .jsonl or .sqlite",
                found: "none in \(path.quoted())", advice: "agent-cli run QUESTION --record FILE.jsonl")
        }
        return files
    }

    private static func replay(_ files: [RecordingFile]) async throws -> [ReplayCase] {
        var cases: [ReplayCase] = []
        for file in files {
            try Task.checkCancellation()
            cases += try await ReplayCase.all(in: file)
        }
        return cases
    }

    private func replay(
        _ session: SessionID, through last: UInt64?, _ invocation: Invocation
    ) async throws -> ReplayCase {
        let result = try await workspace.builder(invocation).withArchive { archive in
            try await ReplayCase(session, in: archive, through: last ?? .max)
        }
        if let last, case .match(let events, _, _) = result.verdict, events < last {
            throw CommandError(
                .usage, "--until goes beyond the session's end", expected: "1 to \(events)", found: "\(last)")
        }
        return result
    }

    private static func write(_ report: JUnitReport, to path: String) throws {
        do {
            try Data(report.text.utf8).write(to: URL(fileURLWithPath: path))
        } catch {
            throw CommandError(
                .failed, "\(path) cannot be written", expected: "a file that may be created",
                found: error.localizedDescription.quoted(), advice: "another path")
        }
    }

    private func show(_ cases: [ReplayCase], isFolder: Bool, isJSON: Bool, _ io: CommandIO) async {
        if isJSON {
            await io.output.writeLine(Self.document(cases, isFolder: isFolder).text())
        } else {
            for item in cases { await Self.show(item, isFolder: isFolder, io) }
            guard isFolder else { return }
            let failures = cases.count { !$0.isMatch }
            await io.output.writeLine("\(cases.count) recording\(cases.count == 1 ? "" : "s"), \(failures) failed")
        }
    }

    private static func show(_ item: ReplayCase, isFolder: Bool, _ io: CommandIO) async {
        if isFolder {
            let label = item.session.isEmpty ? item.file : "\(item.file) \(item.session)"
            let mark = item.isMatch ? "ok     " : "FAILED "
            let remark = item.failure ?? (item.isOpen ? "its last turn has no end" : nil)
            await io.output.writeLine((mark + label + (remark.map { ": \($0)" } ?? "")).withoutTerminalControls)
        } else if case .match(let events, let hash, _) = item.verdict {
            await io.output.writeLine("\(item.session): \(events) events match, hash \(hash)")
        } else {
            await io.report(CommandError(.failed, sentence: item.failure ?? ""))
        }
    }

    private static func document(_ cases: [ReplayCase], isFolder: Bool) -> JSONValue {
        guard isFolder || cases.count != 1 else { return .object(cases[0].document) }
        let recordings = cases.map { item in
            var document: JSONObject = ["file": .string(item.file)]
            if !item.session.isEmpty { document["session"] = .string(item.session) }
            for (key, value) in item.document { document[key] = value }
            if item.isOpen { document["interrupted"] = true }
            return JSONValue.object(document)
        }
        return ["match": .bool(cases.allSatisfy(\.isMatch)), "recordings": .array(recordings)]
    }
}
