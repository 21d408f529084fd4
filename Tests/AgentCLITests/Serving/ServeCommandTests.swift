internal import Foundation
internal import Testing

@testable internal import agent_cli

/// The gateway as a process of its own.
@Suite(.enabled(if: AgentProgram.url != nil, "agent-cli is not beside the tests"))
struct ServeCommandTests {
    private func serve(
        _ workspace: TemporaryWorkspace, _ words: [String] = [], environment: [String: String] = [:]
    ) throws -> (process: Process, output: Pipe, errors: Pipe) {
        let process = Process()
        process.executableURL = AgentProgram.url
        process.arguments = ["serve", "--listen", "127.0.0.1:0", "--workspace", workspace.path] + words
        process.environment = environment
        process.standardInput = FileHandle.nullDevice
        let (output, errors) = (Pipe(), Pipe())
        process.standardOutput = output
        process.standardError = errors
        try process.run()
        return (process, output, errors)
    }

    private func firstLine(_ pipe: Pipe) -> String {
        var text = ""
        while !text.contains("\n") {
            let piece = pipe.fileHandleForReading.availableData
            guard !piece.isEmpty else { break }
            text += String(decoding: piece, as: UTF8.self)
        }
        return String(text.prefix { $0 != "\n" })
    }

    @Test(arguments: [SIGINT, SIGTERM])
    func listensAndEndsOnASignal(signal: Int32) async throws {
        let workspace = try TemporaryWorkspace()
        let (process, output, _) = try serve(workspace)
        let line = firstLine(output)
        #expect(line.hasPrefix("listening on http://127.0.0.1:") && !line.hasSuffix(":0"))
        kill(process.processIdentifier, signal)
        process.waitUntilExit()
        #expect(process.terminationReason == .exit && process.terminationStatus == 0)
        #expect(FileManager.default.fileExists(atPath: workspace.path + "/.agent/gateway.sqlite"))
    }

    @Test func printsOneJSONLine() async throws {
        let workspace = try TemporaryWorkspace()
        let (process, output, _) = try serve(workspace, ["--json"])
        let line = firstLine(output)
        #expect(line.hasPrefix(#"{"listening":"http://127.0.0.1:"#))
        kill(process.processIdentifier, SIGTERM)
        #expect(try output.fileHandleForReading.readToEnd()?.isEmpty ?? true)
        process.waitUntilExit()
    }

    @Test func tellsOfAnAddressInUse() async throws {
        let workspace = try TemporaryWorkspace()
        let (first, output, _) = try serve(workspace)
        let address = try #require(firstLine(output).split(separator: "/").last)
        let second = try await workspace.run(["serve", "--listen", String(address)])
        #expect(second.code == .failed)
        #expect(second.errors.contains("cannot listen") && second.errors.contains("--listen"))
        kill(first.processIdentifier, SIGTERM)
        first.waitUntilExit()
        #expect(first.terminationStatus == 0)
    }

    @Test(arguments: ["0.0.0.0:0", "[::]:0", "192.0.2.1:0"])
    func demandsKeysWhereOthersCanReachIt(address: String) async throws {
        let workspace = try TemporaryWorkspace()
        let run = try await workspace.run(["serve", "--listen", address])
        #expect(run.code == .usage)
        #expect(run.errors.contains("memory_gateway.keys"))
    }

    @Test func tellsOfAMissingKey() async throws {
        let workspace = try TemporaryWorkspace()
        try workspace.write(
            ".agent/agent.json", #"{"memory_gateway":{"keys":[{"key":"env:NO_SUCH_KEY","tenants":["a"]}]}}"#)
        let run = try await workspace.run(["serve", "--listen", "127.0.0.1:0"])
        #expect(run.code == .usage)
        #expect(run.errors.contains("NO_SUCH_KEY"))
    }

    @Test func tellsOfADamagedFile() async throws {
        let workspace = try TemporaryWorkspace()
        try workspace.write(".agent/gateway.sqlite", String(repeating: "not a database ", count: 300))
        let run = try await workspace.run(["serve", "--listen", "127.0.0.1:0"])
        #expect(run.code == .failed)
        #expect(run.errors.contains("gateway.sqlite"))
    }
}
