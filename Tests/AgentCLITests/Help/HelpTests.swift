internal import Testing

@testable internal import agent_cli

@Suite struct HelpTests {
    @Test func showsEveryArgumentAndOneExample() throws {
        let root = CommandGroup(name: "agent-cli", summary: "Tests", members: [.command(FixtureCommand())])
        let text = try #require(HelpText(["fixture"], in: root)).render(TextStyle(isEnabled: false))
        #expect(
            text == """
                Takes one argument of each kind.

                usage: agent-cli fixture --size N [--label TEXT] [--model M] [--policy FILE]… [--json] PROMPT [NOTE]

                  --size N       how large
                  --label TEXT   what it is called
                  --model M      which model
                  --policy FILE  a policy
                  --json         prints JSON
                  PROMPT         the question
                  NOTE           a remark
                  --help         shows this text

                example:
                  agent-cli fixture --size 3 text

                """)
    }

    @Test(arguments: CommandGroup.root.commands.map(\.path))
    func everyCommandHelps(path: [String]) async throws {
        let run = try await CapturedRun(path + ["--help"])
        let same = try await CapturedRun(["help"] + path)
        #expect(run.code == .success)
        #expect(run.errors == "")
        #expect(run.output.contains("usage: agent-cli \(path.joined(separator: " "))"))
        #expect(run.output.contains("example:"))
        #expect(run.output == same.output)
    }

    @Test func everyExampleIsAValidCommandLine() throws {
        for (path, command) in CommandGroup.root.commands where !command.example.contains("(") {
            let words = command.example.split(separator: " ").map(String.init)
            #expect(words.first == CommandGroup.root.name)
            guard case .run(let named, _) = try CommandRequest(Array(words.dropFirst()), in: .root) else {
                Issue.record("the example of \(path) runs nothing")
                continue
            }
            #expect(named.name == command.name)
        }
    }

    @Test func unknownCommandIsAnError() async throws {
        let run = try await CapturedRun(["help", "mxp", "decod"])
        #expect(run.code == .usage)
        #expect(run.errors.contains("try agent-cli help mxp decode"))
    }
}
