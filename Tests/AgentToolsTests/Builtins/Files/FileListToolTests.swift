import AgentPrimitives
import AgentTools
import Foundation
import Testing

@Suite struct FileListToolTests {
    private let folder: TemporaryFolder

    init() throws {
        folder = try TemporaryFolder()
        for name in ["b.txt", "a.txt", "docs/guide.md", "docs/deep/x.md", ".git/config", "node_modules/m.js", ".env"] {
            try folder.write("12345", to: name)
        }
        try folder.link("link", to: "docs")
        #expect(mkfifo(folder.path + "/pipe", 0o600) == 0)
    }

    private func list(_ arguments: JSONValue, limits: WorkspaceLimits = WorkspaceLimits()) async throws -> JSONValue {
        let workspace = try Workspace(root: folder.path, limits: limits)
        return try await ToolDispatcher(FileListTool(workspace: workspace)).json(of: "fs.list", arguments)
    }

    private func paths(_ json: JSONValue) -> [String] {
        json["entries"]?.arrayValue?.compactMap { $0["path"]?.stringValue } ?? []
    }

    @Test func oneLevel() async throws {
        #expect(
            try await list([:]) == [
                "path": ".",
                "entries": [
                    ["path": ".env", "kind": "file", "size": 5], ["path": "a.txt", "kind": "file", "size": 5],
                    ["path": "b.txt", "kind": "file", "size": 5], ["path": "docs", "kind": "directory"],
                    ["path": "link", "kind": "link"], ["path": "pipe", "kind": "special"],
                ],
                "skipped": ["hidden": 2], "truncated": false,
            ])
    }

    @Test func severalLevels() async throws {
        let json = try await list(["path": "docs", "depth": 3])
        #expect(paths(json) == ["docs/deep", "docs/deep/x.md", "docs/guide.md"])
        #expect(json["path"] == "docs")
    }

    @Test("A hidden folder can be listed by its name")
    func hidden() async throws {
        #expect(paths(try await list(["path": ".git"])) == [".git/config"])
    }

    @Test("Limits cut the list and the result says so")
    func limits() async throws {
        let cut = try await list(["limit": 2])
        #expect(paths(cut) == [".env", "a.txt"])
        #expect(cut["truncated"] == true)
        let shallow = try await list(["depth": 5], limits: WorkspaceLimits(maximumDepth: 1))
        #expect(paths(shallow).allSatisfy { !$0.contains("/") })
        #expect(shallow["truncated"] == true)
        #expect(try await list([:], limits: WorkspaceLimits(maximumEntries: 3))["truncated"] == true)
    }

    @Test("A long list stays whole JSON within the output limit")
    func longList() async throws {
        for number in 0..<600 { try folder.write("", to: "many/file-with-a-long-name-\(number)") }
        let json = try await list(["path": "many", "limit": 5000])
        #expect(json["truncated"] == true)
        #expect(paths(json).count > 100)
    }

    @Test func notAFolder() async throws {
        #expect(
            try await list(["path": "a.txt"]) == "expected a folder at a.txt, found a file; read it with fs.read")
    }
}
