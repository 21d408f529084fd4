internal import AgentPrimitives
internal import Foundation
internal import Testing

@testable internal import agent_cli

@Suite struct InitCommandTests {
    /// The checkout that these tests belong to.
    private static let checkout = URL(fileURLWithPath: #filePath)
        .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent().path

    @Test(arguments: Scaffold.Template.allCases)
    func makesAPackage(template: Scaffold.Template) async throws {
        let workspace = try TemporaryWorkspace()
        let run = try await workspace.run([
            "init", "my-agent", "--template", template.rawValue, "--sdk", Self.checkout,
        ])
        #expect(run.code == .success)
        #expect(run.errors == "")
        let manifest = try workspace.read("my-agent/Package.swift")
        #expect(manifest.contains("name: \"my-agent\""))
        #expect(manifest.contains("path: \"\(Self.checkout)\""))
        for file in ["README.md", "Sources/my-agent/main.swift", "Sources/Assistant/Assistant.swift", ".gitignore"] {
            #expect(try !workspace.read("my-agent/" + file).isEmpty)
        }
        let check = try await CapturedRun(["config", "check", "--workspace", workspace.path + "/my-agent"])
        #expect(check.code == .success)
        #expect(check.errors == "")
    }

    @Test func leavesWhatIsThereAlone() async throws {
        let workspace = try TemporaryWorkspace()
        try workspace.write("mine/notes.md", "kept")
        let run = try await workspace.run(["init", "mine"])
        #expect(run.code == .usage)
        #expect(run.errors.contains("found one entry"))
        #expect(try workspace.read("mine/notes.md") == "kept")
    }

    @Test(arguments: ["", "1st", "a b", "../up", "AgentRuntime", "assistant", "ä"])
    func refusesANameThatCannotBeBuilt(name: String) async throws {
        let run = try await TemporaryWorkspace().run(["init"] + [name])
        #expect(run.code == .usage)
    }

    @Test func anUnknownSDKIsSaid() async throws {
        let workspace = try TemporaryWorkspace()
        #expect(try await workspace.run(["init", "a1", "--sdk", workspace.path]).code == .usage)
        #expect(SDKLocation(above: workspace.path + "/bin/agent-cli") == .unknown)
        #expect(SDKLocation(above: nil) == .unknown)
        #expect(SDKLocation(above: Self.checkout + "/.build/debug/agent-cli") == .checkout(Self.checkout))
        let scaffold = Scaffold(name: try #require(PackageName("a1")), template: .tools, sdk: .unknown)
        #expect(scaffold.files.first { $0.path == "README.md" }?.contents.contains(SDKLocation.placeholder) == true)
    }
}
