import AgentConfig
import AgentPrimitives
import Foundation
import Testing

@Suite struct ConfigurationFileTests {
    private static let schema = ConfigurationSchema([
        ConfigurationSetting("count", .integer(1...100), summary: "A number.")
    ])

    private func withFolder(_ body: (String) throws -> Void) throws {
        let folder = FileManager.default.temporaryDirectory.appending(path: "config-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        try body(folder.path)
    }

    @Test func readsAFile() throws {
        try withFolder { folder in
            try Data("{\n \"count\": 5}".utf8).write(to: URL(filePath: folder + "/agent.json"))
            let configuration = try Configuration(schema: Self.schema, file: .required(folder + "/agent.json"))
            #expect(configuration.integer("count") == 5)
            #expect(configuration.source(of: "count").description == "\(folder)/agent.json:2")
        }
    }

    @Test func aFileMayBeAbsentOrMayNot() throws {
        try withFolder { folder in
            let path = folder + "/none.json"
            let absent = try Configuration(schema: Self.schema, file: .ifPresent(path))
            #expect(absent.integer("count") == nil)
            let error = #expect(throws: ConfigurationError.self) {
                try Configuration(schema: Self.schema, file: .required(path))
            }
            #expect(
                error?.description
                    == "unreadableFile: expected a configuration file at \(path), found no such file. "
                    + "Create it, or name another.")
        }
    }

    @Test func aPipeThatNobodyWritesToIsEmptyAndHoldsNobodyUp() throws {
        try withFolder { folder in
            let path = folder + "/agent.json"
            #expect(mkfifo(path, 0o600) == 0)
            let error = #expect(throws: ConfigurationError.self) {
                try Configuration(schema: Self.schema, file: .required(path))
            }
            #expect(error?.code == .malformedFile)
        }
    }

    @Test func aFolderIsNoFile() throws {
        try withFolder { folder in
            let error = #expect(throws: ConfigurationError.self) {
                try Configuration(schema: Self.schema, file: .ifPresent(folder))
            }
            #expect(error?.message.contains("found a folder.") == true)
            #expect(error?.code == .unreadableFile)
        }
    }

    @Test func aPathThroughAFileIsNamed() throws {
        try withFolder { folder in
            try Data("{}".utf8).write(to: URL(filePath: folder + "/file"))
            let error = #expect(throws: ConfigurationError.self) {
                try Configuration(schema: Self.schema, file: .ifPresent(folder + "/file/agent.json"))
            }
            #expect(error?.message.contains("something that is no folder") == true)
        }
    }

    @Test func sizeIsLimited() throws {
        try withFolder { folder in
            let path = folder + "/agent.json"
            try Data("{\"count\": 5}".utf8).write(to: URL(filePath: path))
            var limits = ConfigurationLimits()
            limits.fileBytes = 12
            let configuration = try Configuration(schema: Self.schema, file: .required(path), limits: limits)
            #expect(configuration.integer("count") == 5)
            limits.fileBytes = 11
            let error = #expect(throws: ConfigurationError.self) {
                try Configuration(schema: Self.schema, file: .required(path), limits: limits)
            }
            #expect(error?.message.hasPrefix("expected at most 11 bytes in \(path), found more.") == true)
        }
    }
}
