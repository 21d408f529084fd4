internal import AgentMemory
internal import AgentPrimitives
internal import CSQLite
internal import Foundation

@testable internal import agent_cli

/// A folder with two documents for an agent to work in; it goes with this value.
final class TemporaryWorkspace {
    let path: String

    init() throws {
        path = FileManager.default.temporaryDirectory.appendingPathComponent("agent-cli-\(UUID())").path
        try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
        try write("hours.md", "# Opening hours\n\nThe museum opens at nine.\nIt closes at noon on Fridays.\n")
        try write("prices.md", "# Prices\n\nA ticket costs eight euros, children pay half.\n")
    }

    deinit {
        try? FileManager.default.removeItem(atPath: path)
    }

    var log: String { path + "/.agent/sessions.sqlite" }

    func write(_ name: String, _ text: String) throws {
        let file = URL(fileURLWithPath: path).appendingPathComponent(name)
        try FileManager.default.createDirectory(
            at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
        try Data(text.utf8).write(to: file)
    }

    func read(_ name: String) throws -> String {
        try String(contentsOfFile: path + "/" + name, encoding: .utf8)
    }

    /// Runs a command in the workspace.
    func run(
        _ words: [String], input: String = "", environment: [String: String] = [:]
    ) async throws -> CapturedRun {
        try await CapturedRun(words + ["--workspace", path], input: Array(input.utf8), environment: environment)
    }

    /// Asks the built-in model and gives the result line.
    func ask(_ question: String, _ words: [String] = []) async throws -> JSONValue {
        let run = try await run(["run", question, "--model", "builtin/extractive", "--json"] + words)
        return try run.lines.last ?? .null
    }

    /// Asks the built-in model and gives the session.
    func session(_ question: String = "When does the museum close on Fridays?") async throws -> String {
        try await ask(question)["session"]?.stringValue ?? ""
    }

    /// Runs SQL on the log, as somebody without our program could.
    func execute(_ sql: String) throws {
        var handle: OpaquePointer?
        defer { sqlite3_close_v2(handle) }
        guard sqlite3_open_v2(log, &handle, SQLITE_OPEN_READWRITE, nil) == SQLITE_OK,
            sqlite3_exec(handle, sql, nil, nil, nil) == SQLITE_OK
        else {
            throw CocoaError(
                .fileWriteUnknown, userInfo: [NSDebugDescriptionErrorKey: String(cString: sqlite3_errmsg(handle))])
        }
    }

    /// Leaves the first events of a session in a log of their own, as a crash does, and says where its workspace is.
    func cut(_ session: String, after count: Int) async throws -> TemporaryWorkspace {
        let copy = try TemporaryWorkspace()
        let id = SessionID(session)
        try await SQLiteEventLog.withLog(at: log) { source in
            let events = try await source.read(id, from: 1, limit: count)
            try await SQLiteEventLog.withLog(at: copy.log) { target in
                for event in events {
                    let draft = EventDraft(kind: event.kind, canonicalPayload: event.payload, time: event.time)
                    _ = try await target.append([draft], to: id, expecting: event.sequence - 1)
                }
            }
        }
        return copy
    }
}
