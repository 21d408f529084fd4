public import AgentPrimitives

/// Searches the workspace's text files for passages that answer a question.
public struct FileSearchTool: Tool {
    /// `fs.search`.
    public static let name = "fs.search"
    /// What it does, for the model.
    public static let summary =
        "Searches the text files in the workspace and returns the passages that fit best, with file and lines. "
        + "The query may be a question or key words."
    /// Reading in the workspace.
    public static let requiredCapabilities: CapabilitySet = ["fs.read"]
    /// Reading in the workspace.
    public static let effect = EffectClass.read
    /// Searching again changes nothing.
    public static let idempotency = Idempotency.pure

    @Parameter("A question, or words to look for.") var query: String
    @Parameter("Path of the folder or file to search, inside the workspace.") var path: String = "."
    @Parameter("How many passages to return at most.", range: 1...50) var limit: Int = 5

    private let workspace: Workspace

    /// Searches in a workspace.
    public init(workspace: Workspace) {
        self.workspace = workspace
    }

    /// `{"query","passages":[…],"missing":[…],"files_searched","bytes_searched","skipped":{…},"truncated"}`.
    ///
    /// A passage is `{"path","start_line","end_line","heading","score","coverage","text","matched":[…]}`, with `invalid_utf8`
    /// where bytes were replaced. `heading` tells what it belongs under: headings, a table's header, enclosing lines.
    /// `coverage` is the share of the question, from 0 to 1, that the passage answers to by itself or by where it stands;
    /// `missing` lists words of the question that no text has. `skipped` counts what was left aside; `truncated` tells that a
    /// limit kept something from being searched, or a passage from the output.
    public func call(_ context: ToolExecutionContext) async throws -> ToolOutput {
        try await BlockingThreads.files.run { try search(maximumOutputBytes: context.maximumOutputBytes) }
    }

    private func search(maximumOutputBytes: Int) throws -> ToolOutput {
        var collection = FileCollection(query: query, limits: workspace.limits)
        let start = try workspace.open(path)
        if start.status.kind == .directory {
            try collection.addFiles(in: start)
        } else {
            try collection.add(start)
        }
        var room = OutputRoom(maximumOutputBytes, used: 2 * query.utf8.count)
        var passages: [JSONValue] = []
        var isCut = false
        for passage in try collection.search.best(limit) {
            let json = Self.json(of: passage)
            guard room.take(json) else {
                isCut = true
                continue
            }
            passages.append(json)
        }
        return .json([
            "query": .string(query), "passages": .array(passages),
            "missing": .array(collection.search.missingTerms.map(JSONValue.string)),
            "files_searched": .int(collection.files), "bytes_searched": .int(collection.bytes),
            "skipped": collection.skipped.json,
            "truncated": .bool(isCut || collection.isTruncated),
        ])
    }

    private static func json(of passage: Passage) -> JSONValue {
        var json: JSONObject = [
            "path": .string(passage.path), "start_line": .int(passage.startLine), "end_line": .int(passage.endLine),
            "heading": .string(passage.context.joined(separator: " > ")), "score": rounded(passage.score),
            "coverage": rounded(passage.coverage), "text": .string(passage.text),
            "matched": .array(passage.matched.map(JSONValue.string)),
        ]
        if passage.text.unicodeScalars.contains("\u{FFFD}") { json["invalid_utf8"] = true }
        return .object(json)
    }

    /// Three decimals.
    private static func rounded(_ value: Double) -> JSONValue {
        JSONNumber((value * 1000).rounded() / 1000).map(JSONValue.number) ?? 0
    }
}
