internal import CAgentSystem
internal import Foundation
import Testing

@testable internal import AgentNetwork

struct FileReaderTests {
    private func open(_ path: String, _ folder: TemporaryFolder, isPortable: Bool) throws -> String {
        let file = try FileReader.open(path, beneath: "\(folder.path)/root", isPortable: isPortable)
        return String(decoding: try file.read(0..<100), as: UTF8.self)
    }

    private func folder() throws -> TemporaryFolder {
        let folder = try TemporaryFolder()
        try folder.write("secret", "secret")
        try folder.write("root/a.txt", "a")
        try folder.write("root/sub/b.txt", "b")
        try folder.link("root/out", to: "../secret")
        try folder.link("root/absolute", to: "\(folder.path)/secret")
        try folder.link("root/up", to: "..")
        try folder.link("root/loop", to: "loop")
        try folder.link("root/in", to: "sub/b.txt")
        try folder.link("root/sub/back", to: "../a.txt")
        return folder
    }

    @Test(arguments: [false, true])
    func `Files below a directory`(isPortable: Bool) throws {
        let folder = try folder()
        #expect(try open("a.txt", folder, isPortable: isPortable) == "a")
        #expect(try open("sub/b.txt", folder, isPortable: isPortable) == "b")
    }

    @Test(
        arguments: [false, true],
        [
            "../secret", "sub/../../secret", "/etc/passwd", "out", "absolute", "up/secret", "loop", "absent", "a.txt/x",
            "sub/absent", "..", String(repeating: "x", count: 300),
        ])
    func `Nothing else`(isPortable: Bool, path: String) async throws {
        let folder = try folder()
        let error = await expectError(.system) { try open(path, folder, isPortable: isPortable) }
        guard case .system(let errno)? = error?.underlying else {
            Issue.record("expected a number of the system")
            return
        }
        #expect([ENOENT, ENOTDIR, ELOOP, EXDEV, ENAMETOOLONG].contains(errno))
    }

    @Test func `Links that stay inside are followed by the system only`() async throws {
        let folder = try folder()
        await expectError(.system) { try open("in", folder, isPortable: true) }
        #if os(Linux)
        #expect(try open("in", folder, isPortable: false) == "b")
        #expect(try open("sub/back", folder, isPortable: false) == "a")
        #endif
    }

    @Test func `A pipe is opened without waiting, and is no regular file`() throws {
        let folder = try folder()
        #expect(mkfifo("\(folder.path)/root/pipe", 0o600) == 0)
        #expect(try FileReader.open("pipe", beneath: "\(folder.path)/root").status().kind == .other)
        #expect(try FileReader.open("sub", beneath: "\(folder.path)/root").status().kind == .directory)
    }

    @Test func `Parts of a file`() throws {
        let folder = try folder()
        try folder.write("root/digits", "0123456789")
        let file = try FileReader.open("digits", beneath: "\(folder.path)/root")
        #expect(try file.status().size == 10)
        #expect(try file.read(2..<5) == Array("234".utf8))
        #expect(try file.read(8..<20) == Array("89".utf8))
        #expect(try file.read(10..<20) == [])
        #expect(try file.read(3..<3) == [])
    }

    @Test func `A directory that is not there is told as such`() async throws {
        let folder = try folder()
        await expectError(.invalidUse) { try FileReader.open("a.txt", beneath: "\(folder.path)/none") }
    }
}
