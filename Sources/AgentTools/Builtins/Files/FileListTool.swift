public import AgentPrimitives

/// Lists a folder in the workspace.
public struct FileListTool: Tool {
    /// `fs.list`.
    public static let name = "fs.list"
    /// What it does, for the model.
    public static let summary =
        "Lists files and folders in the workspace, sorted by path, with kinds and sizes. Hidden folders are left out."
    /// Reading in the workspace.
    public static let requiredCapabilities: CapabilitySet = ["fs.read"]
    /// Reading in the workspace.
    public static let effect = EffectClass.read
    /// Listing again changes nothing.
    public static let idempotency = Idempotency.pure

    @Parameter("Path of the folder inside the workspace.") var path: String = "."
    @Parameter("Levels of folders to list.", range: 1...32) var depth: Int = 1
    @Parameter("How many entries to list at most.", range: 1...5000) var limit: Int = 200

    private let workspace: Workspace

    /// Lists in a workspace.
    public init(workspace: Workspace) {
        self.workspace = workspace
    }

    /// `{"path","entries":[{"path","kind","size"?}],"skipped":{…},"truncated"}`.
    ///
    /// `kind` is `file`, `directory`, `link` or `special`; files have a `size` in bytes. `skipped` counts what was left
    /// aside, and `truncated` tells that a limit or the room in the output cut the list.
    public func call(_ context: ToolExecutionContext) async throws -> ToolOutput {
        try await BlockingThreads.files.run { try list(maximumOutputBytes: context.maximumOutputBytes) }
    }

    private func list(maximumOutputBytes: Int) throws -> ToolOutput {
        let folder = try workspace.folder(at: path)
        var walk = WorkspaceWalk(in: folder, depth: depth, limits: workspace.limits)
        var room = OutputRoom(maximumOutputBytes, used: folder.path.utf8.count)
        var entries: [JSONValue] = []
        var isCut = false
        while let item = walk.next() {
            try Task.checkCancellation()
            var entry: JSONObject = ["path": .string(item.path), "kind": .string(item.status.kind.rawValue)]
            if item.status.kind == .file { entry["size"] = .int(item.status.size) }
            guard entries.count < limit, room.take(.object(entry)) else {
                isCut = true
                break
            }
            entries.append(.object(entry))
        }
        return .json([
            "path": .string(folder.path), "entries": .array(entries), "skipped": walk.skipped.json,
            "truncated": .bool(isCut || walk.isTruncated),
        ])
    }
}
