import Foundation
import Testing

@testable import AgentTools

@Suite struct WorkspaceTests {
    private let outer: TemporaryFolder
    private let workspace: Workspace

    /// `outside.txt` beside the workspace `inside`, with links of every sort.
    init() throws {
        outer = try TemporaryFolder()
        try outer.write("secret", to: "outside.txt")
        try outer.write("secret", to: "other/secret.txt")
        try outer.write("hello", to: "inside/docs/guide.md")
        try outer.write("top", to: "inside/top.txt")
        try outer.link("inside/out-file", to: "../outside.txt")
        try outer.link("inside/out-folder", to: "../other")
        try outer.link("inside/absolute-out", to: outer.path + "/outside.txt")
        try outer.link("inside/docs/up-and-out", to: "../../outside.txt")
        try outer.link("inside/in-file", to: "docs/guide.md")
        try outer.link("inside/in-folder", to: "docs")
        try outer.link("inside/absolute-in", to: outer.path + "/inside/docs/guide.md")
        try outer.link("inside/docs/back", to: "../top.txt")
        try outer.link("inside/loop", to: "loop")
        try outer.link("inside/dangling", to: "docs/nowhere.md")
        workspace = try Workspace(root: outer.path + "/inside")
    }

    private func error(opening path: String) -> ToolError? {
        #expect(throws: ToolError.self) { _ = try workspace.open(path) }
    }

    @Test(
        "Nothing leads out",
        arguments: [
            "..", "../outside.txt", "docs/../../outside.txt", "/etc/passwd", "/", "out-file", "out-folder",
            "out-folder/secret.txt", "absolute-out", "docs/up-and-out", "in-folder/up-and-out",
            "in-folder/../../outside.txt",
            "./docs/.././../outside.txt",
        ])
    func escapes(path: String) {
        #expect(error(opening: path)?.code == .outsideWorkspace)
    }

    @Test(
        "What stays inside is found",
        arguments: [
            ("docs/guide.md", "docs/guide.md"), ("./docs//guide.md", "docs/guide.md"), ("in-file", "docs/guide.md"),
            ("in-folder/guide.md", "docs/guide.md"), ("absolute-in", "docs/guide.md"), ("docs/back", "top.txt"),
            ("docs/../top.txt", "top.txt"), ("in-folder/../top.txt", "top.txt"), (".", "."), ("", "."),
            ("docs/..", "."),
            ("docs/", "docs"),
        ])
    func inside(path: String, resolved: String) throws {
        #expect(try workspace.open(path).path == resolved)
    }

    @Test("An absolute path below the root is understood, also through a link to the root")
    func absolute() throws {
        #expect(try workspace.open(workspace.root + "/top.txt").path == "top.txt")
        #expect(try workspace.open(workspace.root).path == ".")
        #expect(error(opening: workspace.root + "-other/x")?.code == .outsideWorkspace)
        try outer.link("alias", to: "inside")
        let linked = try Workspace(root: outer.path + "/alias")
        #expect(try linked.open(outer.path + "/alias/top.txt").path == "top.txt")
    }

    @Test func linksInCircles() {
        #expect(error(opening: "loop")?.message.contains("circles") == true)
    }

    @Test("A name that is not there brings the nearest that is")
    func missing() {
        #expect(
            error(opening: "docs/guied.md")?.message
                == "expected a file or folder at docs/guied.md, found nothing at docs/guied.md; did you mean docs/guide.md?"
        )
        #expect(error(opening: "docs/guide.txt")?.message.hasSuffix("did you mean docs/guide.md?") == true)
        #expect(error(opening: "dosc/guide.md")?.message.hasSuffix("did you mean docs?") == true)
        #expect(error(opening: "zzzzzzzz")?.message.hasSuffix("list what is there with fs.list") == true)
        #expect(error(opening: "dangling")?.code == .notFound)
        #expect(error(opening: "top.txt/x")?.code == .notADirectory)
        #expect(error(opening: "a\0b")?.code == .notFound)
        #expect(error(opening: String(repeating: "a/", count: 3000))?.code == .notFound)
    }

    @Test("Pipes and sockets are refused at once")
    func specialFiles() throws {
        #expect(mkfifo(workspace.root + "/pipe", 0o600) == 0)
        #expect(error(opening: "pipe")?.code == .notAFile)
        #expect(throws: ToolError.self) { try workspace.file(at: "docs") }
        #expect(throws: ToolError.self) { try workspace.folder(at: "top.txt") }
    }

    @Test("A root that is not there, or no folder, is refused")
    func roots() {
        let missing = #expect(throws: ToolError.self) { _ = try Workspace(root: outer.path + "/nowhere") }
        #expect(missing?.code == .notFound)
        let file = #expect(throws: ToolError.self) { _ = try Workspace(root: outer.path + "/outside.txt") }
        #expect(file?.code == .notADirectory)
    }

    @Test("A folder that is swapped for a link while paths are opened never leads out")
    func races() async throws {
        try outer.write("inside", to: "inside/swap/secret.txt")
        let (workspace, root) = (workspace, workspace.root)
        let elsewhere = outer.path + "/other"
        try await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask {
                for _ in 0..<500 {
                    try FileManager.default.moveItem(atPath: root + "/swap", toPath: root + "/kept")
                    try FileManager.default.createSymbolicLink(atPath: root + "/swap", withDestinationPath: elsewhere)
                    try FileManager.default.removeItem(atPath: root + "/swap")
                    try FileManager.default.moveItem(atPath: root + "/kept", toPath: root + "/swap")
                }
            }
            group.addTask {
                for _ in 0..<2000 {
                    guard let entry = try? workspace.file(at: "swap/secret.txt") else { continue }
                    let contents = try entry.descriptor.contents(limit: 100)
                    #expect(contents == Array("inside".utf8))
                }
            }
            try await group.waitForAll()
        }
    }
}
