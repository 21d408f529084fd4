internal import AgentMemory
internal import AgentPrimitives
internal import AgentTelemetry
internal import Foundation

/// A file with recorded sessions: JSON lines as `agent-cli run --record` writes them (`.jsonl`), or a log (`.sqlite`).
public struct RecordingFile: Hashable, Sendable {
    /// Where the file is.
    public let path: String

    /// Names a file.
    public init(path: String) {
        self.path = path
    }

    /// The recordings in a folder and the folders in it, in the order of their paths.
    ///
    /// - Throws: what the file system says of a folder that cannot be listed.
    public static func all(in folder: String) throws -> [RecordingFile] {
        let names = try FileManager.default.subpathsOfDirectory(atPath: folder)
        return names.filter { $0.hasSuffix(".jsonl") || $0.hasSuffix(".sqlite") }.sorted()
            .map { RecordingFile(path: folder + "/" + $0) }
    }

    /// Whether there is a file of that name and kind.
    public var isThere: Bool {
        var isFolder: ObjCBool = false
        return (path.hasSuffix(".jsonl") || path.hasSuffix(".sqlite"))
            && FileManager.default.fileExists(atPath: path, isDirectory: &isFolder) && !isFolder.boolValue
    }

    private func lines() throws(TelemetryError) -> [UInt8] {
        let file = URL(fileURLWithPath: path).resolvingSymlinksInPath()
        let isFile: Bool
        let contents: Data
        do {
            // What is no ordinary file may have no end.
            isFile = try file.resourceValues(forKeys: [.isRegularFileKey]).isRegularFile ?? false
            contents = isFile ? try Data(contentsOf: file) : Data()
        } catch {
            throw TelemetryError(
                .invalidRecording, "\(path) cannot be read; check that it is there and may be read", underlying: error)
        }
        guard isFile else {
            throw TelemetryError(
                .invalidRecording, "expected a file at \(path), found a folder, pipe or device; name another")
        }
        return [UInt8](contents)
    }

    /// Hands the file's sessions to `body`; the file is not changed.
    ///
    /// - Throws: `TelemetryError` for lines that are no events, `EventLogError` for a log that cannot be read, what the file system
    ///   says of a file that cannot, and whatever `body` throws.
    public func withArchive<Result>(_ body: (SessionArchive) async throws -> Result) async throws -> Result {
        guard path.hasSuffix(".sqlite") else {
            return try await body(SessionArchive(log: try RecordedLog(lines: try lines())))
        }
        var options = SQLiteOptions()
        options.access = .readOnly
        options.isAtRest = true
        return try await SQLiteEventLog.withLog(at: path, options: options) { log in
            try await body(SessionArchive(log: log))
        }
    }
}
