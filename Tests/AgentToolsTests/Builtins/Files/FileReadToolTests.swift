import AgentPrimitives
import AgentTools
import Foundation
import Testing

@Suite struct FileReadToolTests {
    private let folder: TemporaryFolder

    init() throws {
        folder = try TemporaryFolder()
    }

    private func read(_ arguments: JSONValue, limits: WorkspaceLimits = WorkspaceLimits()) async throws -> JSONValue {
        let workspace = try Workspace(root: folder.path, limits: limits)
        return try await ToolDispatcher(FileReadTool(workspace: workspace)).json(of: "fs.read", arguments)
    }

    @Test func wholeFile() async throws {
        try folder.write("one\ntwo\nthree\n", to: "a.txt")
        #expect(
            try await read(["path": "a.txt"]) == [
                "path": "a.txt", "start_line": 1, "end_line": 3, "total_lines": 3, "text": "one\ntwo\nthree",
                "truncated": false,
            ])
    }

    @Test func someLines() async throws {
        try folder.write("one\ntwo\nthree\nfour", to: "a.txt")
        #expect(
            try await read(["path": "a.txt", "start_line": 2, "line_count": 2]) == [
                "path": "a.txt", "start_line": 2, "end_line": 3, "total_lines": 4, "text": "two\nthree",
                "truncated": true,
            ])
    }

    @Test func emptyFileAndBlankLines() async throws {
        try folder.write("", to: "empty")
        #expect(
            try await read(["path": "empty"]) == [
                "path": "empty", "start_line": 1, "end_line": 0, "total_lines": 0, "text": "", "truncated": false,
            ])
        try folder.write("\n\n", to: "blank")
        let blank = try await read(["path": "blank"])
        #expect(blank["text"] == "\n")
        #expect(blank["total_lines"] == 2)
    }

    @Test func beyondTheEnd() async throws {
        try folder.write("one\n", to: "a.txt")
        #expect(
            try await read(["path": "a.txt", "start_line": 2])
                == "/start_line: expected a line of a.txt, which has 1 lines, found 2")
    }

    @Test("Bytes that are no UTF-8 are replaced, and the result says so")
    func invalidUTF8() async throws {
        try folder.write(Data([0x61, 0xFF, 0x62, 0x0A, 0xC3]), to: "a.txt")
        let json = try await read(["path": "a.txt"])
        #expect(json["text"] == "a\u{FFFD}b\n\u{FFFD}")
        #expect(json["invalid_utf8"] == true)
    }

    @Test func binary() async throws {
        try folder.write(Data([0x61, 0, 0x62]), to: "a.bin")
        #expect(try await read(["path": "a.bin"]) == "expected text in a.bin, found a binary file of 3 bytes")
    }

    @Test("Of a huge file the beginning is read, and what is left is counted")
    func hugeFile() async throws {
        try folder.write("é\nb\n", to: "huge")
        let handle = try #require(FileHandle(forWritingAtPath: folder.path + "/huge"))
        try handle.truncate(atOffset: 4 << 30)
        try handle.close()
        let json = try await read(["path": "huge"], limits: WorkspaceLimits(maximumFileBytes: 4))
        #expect(json["text"] == "é\nb")
        #expect(json["unread_bytes"] == .int((4 << 30) - 4))
        #expect(json["truncated"] == true)
        #expect(json["invalid_utf8"] == nil)
        let cut = try await read(["path": "huge"], limits: WorkspaceLimits(maximumFileBytes: 1))
        #expect(cut["text"] == "")
        #expect(cut["invalid_utf8"] == nil)
    }

    @Test("The result stays whole JSON within the output limit, cut between lines")
    func longText() async throws {
        let line = String(repeating: "quoted \"text\"\t", count: 10)
        try folder.write(Array(repeating: line, count: 5000).joined(separator: "\n"), to: "long.txt")
        let workspace = try Workspace(root: folder.path)
        let dispatcher = try ToolDispatcher(FileReadTool(workspace: workspace))
        let result = try await dispatcher.result(of: "fs.read", #"{"path":"long.txt","line_count":5000}"#)
        #expect(result.content.utf8.count <= 16 << 10)
        #expect(result.content.utf8.count > 15 << 10)
        let json = try JSONValue(parsing: result.content)
        #expect(json["truncated"] == true)
        let end = try #require(json["end_line"]?.intValue)
        #expect(json["text"]?.stringValue == Array(repeating: line, count: end).joined(separator: "\n"))
    }

    @Test("A line longer than the limit is cut between characters")
    func longLine() async throws {
        for size in 16_000..<16_004 {
            let start = String(repeating: "a", count: size % 4)
            try folder.write(start + String(repeating: "🙂", count: 10_000) + "\nnext", to: "line.txt")
            let json = try await read(["path": "line.txt"])
            let text = try #require(json["text"]?.stringValue)
            #expect(text.hasPrefix(start + "🙂"))
            #expect(!text.unicodeScalars.contains("\u{FFFD}"))
            #expect(json["line_cut"] == true)
            #expect(json["end_line"] == 1)
        }
    }

    @Test func missing() async throws {
        try folder.write("", to: "README.md")
        #expect(
            try await read(["path": "REDME.md"])
                == "expected a file or folder at REDME.md, found nothing at REDME.md; did you mean README.md?")
    }
}
