import AgentPrimitives
import AgentTools
import Foundation
import Testing

@Suite struct FileSearchToolTests {
    private let folder: TemporaryFolder

    init() throws {
        folder = try TemporaryFolder()
        try folder.write(
            """
            # Pumps

            ## Maintenance

            The main pump is greased every 300 hours of operation.

            ## Storage

            Keep it dry.
            """, to: "manual/pump.md")
        try folder.write("Nothing of interest.\n", to: "notes.txt")
        try folder.write("pump pump pump", to: ".env")
        try folder.write("pump pump pump", to: ".git/pump")
        try folder.write(Data([0x70, 0, 0x70]), to: "pump.bin")
        try folder.link("pump-link", to: "manual")
    }

    private func search(_ arguments: JSONValue, limits: WorkspaceLimits = WorkspaceLimits()) async throws -> JSONValue {
        let workspace = try Workspace(root: folder.path, limits: limits)
        return try await ToolDispatcher(FileSearchTool(workspace: workspace)).json(of: "fs.search", arguments)
    }

    @Test func findsThePassage() async throws {
        let json = try await search(["query": "How often is the main pump greased?"])
        let first = try #require(json["passages"]?[0])
        #expect(first["path"] == "manual/pump.md")
        #expect(first["start_line"] == 5)
        #expect(first["end_line"] == 5)
        #expect(first["heading"]?.stringValue == "Pumps > Maintenance")
        #expect(first["text"] == "The main pump is greased every 300 hours of operation.")
        #expect(first["matched"]?.arrayValue?.contains("pump") == true)
        let score = try #require(first["score"]?.numberValue)
        #expect((score.text.split(separator: ".").last?.count ?? 0) <= 3)
        #expect(json["query"] == "How often is the main pump greased?")
        #expect(json["files_searched"] == 2)
        #expect(json["skipped"] == ["hidden": 2, "links": 1, "binary": 1])
        #expect(json["truncated"] == false)
    }

    @Test("The same search gives the same bytes")
    func deterministic() async throws {
        let first = try await search(["query": "pump storage"])
        for _ in 0..<5 { #expect(try await search(["query": "pump storage"]) == first) }
    }

    @Test func nothingFound() async throws {
        let json = try await search(["query": "xylophone"])
        #expect(json["passages"] == [])
        #expect(try await search(["query": ""])["passages"] == [])
    }

    @Test("A search can start at a folder or file")
    func path() async throws {
        #expect(try await search(["query": "pump", "path": "manual"])["files_searched"] == 1)
        #expect(try await search(["query": "pump", "path": "manual/pump.md"])["files_searched"] == 1)
        #expect(
            try await search(["query": "pump", "path": "pump.bin"])
                == "expected text in pump.bin, found a binary file of 3 bytes")
    }

    @Test("Limits end the search and the result says so")
    func limits() async throws {
        let one = try await search(["query": "pump"], limits: WorkspaceLimits(maximumFiles: 1))
        #expect(one["files_searched"] == 1)
        #expect(one["truncated"] == true)
        let part = try await search(["query": "pump"], limits: WorkspaceLimits(maximumFileBytes: 10))
        #expect(part["skipped"]?["partly_read"] == 2)
        #expect(part["truncated"] == true)
        let bytes = try await search(["query": "pump"], limits: WorkspaceLimits(maximumTotalBytes: 20))
        #expect(bytes["bytes_searched"] == 20)
        #expect(bytes["truncated"] == true)
    }

    @Test("Long lines and damaged text stay within the output limit")
    func bounded() async throws {
        try folder.write("pump " + String(repeating: "x", count: 1 << 20) + "\n", to: "long.txt")
        try folder.write(Data("grease gun ".utf8) + Data([0xFF, 0xFE]) + Data("\n".utf8), to: "damaged.txt")
        let long = try await search(["query": "pump", "limit": 50])
        #expect(long["passages"]?.arrayValue?.isEmpty == false)
        let damaged = try await search(["query": "grease gun"])
        #expect(damaged["passages"]?[0]?["invalid_utf8"] == true)
        #expect(damaged["passages"]?[0]?["path"] == "damaged.txt")
    }
}
