public import AgentPrimitives

/// Reads lines of a text file in the workspace.
public struct FileReadTool: Tool {
    /// `fs.read`.
    public static let name = "fs.read"
    /// What it does, for the model.
    public static let summary =
        "Reads lines of a text file in the workspace. Lines are counted from 1; total_lines and truncated tell whether to read on."
    /// Reading in the workspace.
    public static let requiredCapabilities: CapabilitySet = ["fs.read"]
    /// Reading in the workspace.
    public static let effect = EffectClass.read
    /// Reading again changes nothing.
    public static let idempotency = Idempotency.pure

    @Parameter("Path of the file inside the workspace.") var path: String
    @Parameter("First line to read, counted from 1.", range: 1...1_000_000_000) var startLine: Int = 1
    @Parameter("How many lines to read at most.", range: 1...5000) var lineCount: Int = 200

    private let workspace: Workspace

    /// Reads in a workspace.
    public init(workspace: Workspace) {
        self.workspace = workspace
    }

    /// `{"path","start_line","end_line","total_lines","text","truncated"}`.
    ///
    /// `truncated` tells that the file goes on after `end_line`. `invalid_utf8` is there, and true, when bytes that are no
    /// UTF-8 were replaced; `unread_bytes` when the file is larger than the workspace's limit, so that `total_lines` counts
    /// only what was read. The text ends with a whole line before it outgrows the output limit.
    public func call(_ context: ToolExecutionContext) async throws -> ToolOutput {
        try await BlockingThreads.files.run { try read(maximumOutputBytes: context.maximumOutputBytes) }
    }

    private func read(maximumOutputBytes: Int) throws(ToolError) -> ToolOutput {
        let entry = try workspace.file(at: path)
        let file = try FileText(of: entry, limit: workspace.limits.maximumFileBytes)
        let lines = file.text.utf8.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false)
        // An end of line at the end of the file ends its last line; it does not begin another.
        let total = lines.last?.isEmpty ?? true ? lines.count - 1 : lines.count
        guard startLine <= max(1, total) else {
            throw ToolError(
                .invalidArguments, "expected a line of \(entry.path), which has \(total) lines, found \(startLine)",
                at: .root.appending(key: "start_line"))
        }
        let wanted = lines[..<total].dropFirst(startLine - 1).prefix(lineCount)
        let excerpt = TextExcerpt(of: wanted, fitting: maximumOutputBytes - Self.reservedBytes - entry.path.utf8.count)
        let end = startLine + excerpt.lineCount - 1
        var result: JSONObject = [
            "path": .string(entry.path), "start_line": .int(startLine), "end_line": .int(end),
            "total_lines": .int(total), "text": .string(excerpt.text),
            "truncated": .bool(end < total || excerpt.isCut || file.unreadBytes > 0),
        ]
        if excerpt.isCut { result["line_cut"] = true }
        if file.isRepaired { result["invalid_utf8"] = true }
        if file.unreadBytes > 0 { result["unread_bytes"] = .int(file.unreadBytes) }
        return .json(.object(result))
    }

    /// Room in the output for everything but path and text.
    private static let reservedBytes = 256
}
