internal import Foundation
internal import Testing

@testable internal import AgentMemory

@Suite struct SQLiteLocationTests {
    @Test func createsWhatIsMissingForTheOwnerAlone() async throws {
        try await withTemporaryFolder { folder in
            let path = folder + "/a/b/c.sqlite"
            try SQLiteLocation(path).prepare(for: .readWrite)
            #expect(try mode(of: path) == 0o600)
            #expect(try mode(of: folder + "/a") == 0o700)
            #expect(try mode(of: folder + "/a/b") == 0o700)
            try SQLiteLocation(path).prepare(for: .readWrite)
        }
    }

    @Test func createsNothingForReading() async throws {
        try await withTemporaryFolder { folder in
            let error = #expect(throws: SQLiteError.self) {
                try SQLiteLocation(folder + "/a/b.sqlite").prepare(for: .readOnly)
            }
            #expect(error?.reason == .cannotOpen)
            #expect(!FileManager.default.fileExists(atPath: folder + "/a"))
        }
    }

    @Test func namesAFolderInTheFilesPlace() async throws {
        try await withTemporaryFolder { folder in
            let error = #expect(throws: SQLiteError.self) { try SQLiteLocation(folder).prepare(for: .readWrite) }
            #expect(error?.description.contains("expected a file, found a folder") == true)
            #expect(error?.description.contains(folder) == true)
        }
    }

    @Test func refusesAPathBelowAFile() async throws {
        try await withTemporaryFolder { folder in
            try Data().write(to: URL(filePath: folder + "/file"))
            for path in ["/file/sessions.sqlite", "/file/deep/sessions.sqlite"] {
                let error = #expect(throws: SQLiteError.self) {
                    try SQLiteLocation(folder + path).prepare(for: .readWrite)
                }
                #expect(error?.reason == .cannotOpen)
            }
        }
    }

    @Test(arguments: ["", "a\u{0}b"]) func refusesAPathThatIsNone(path: String) {
        #expect(throws: SQLiteError.self) { try SQLiteLocation(path).prepare(for: .readWrite) }
    }

    @Test(arguments: [":memory:", "file:x?mode=memory", "-x"]) func takesASpecialNameForAPath(path: String) {
        #expect(SQLiteLocation(path).openingPath == "./" + path)
    }

    @Test func escapesAnImmutableURI() {
        #expect(SQLiteLocation("/a b/ü?#%.db").immutableURI == "file:/a%20b/%c3%bc%3f%23%25.db?immutable=1")
    }

    private func mode(of path: String) throws -> Int? {
        try FileManager.default.attributesOfItem(atPath: path)[.posixPermissions] as? Int
    }
}
