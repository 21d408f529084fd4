internal import Testing

@testable internal import agent_cli

@Suite struct CommandRequestTests {
    private let root = CommandGroup(
        name: "agent-cli", summary: "Tests",
        members: [
            .command(FixtureCommand()),
            .group(CommandGroup(name: "inner", summary: "Groups", members: [.command(FixtureCommand())])),
        ])

    @Test(arguments: [
        ["fixture", "--size", "1", "text"], ["inner", "fixture", "--size=1", "text"],
        ["fixture", "--size", "1", "--", "--help"],
    ])
    func runs(words: [String]) throws {
        guard case .run(let command, let arguments) = try CommandRequest(words, in: root) else {
            Issue.record("not a run")
            return
        }
        let fixture = try #require(command as? FixtureCommand)
        #expect(arguments[fixture.size.shape] == ["1"])
    }

    @Test(arguments: [
        (["--help"], []), (["-h"], []), (["inner", "--help"], ["inner"]),
        (["inner", "fixture", "--help"], ["inner", "fixture"]),
        (["fixture", "--nonsense", "--size", "x", "-h"], ["fixture"]), (["fixture", "--label", "--help"], ["fixture"]),
    ])
    func helps(words: [String], expected: [String]) throws {
        guard case .help(let path) = try CommandRequest(words, in: root) else {
            Issue.record("not help")
            return
        }
        #expect(path == expected)
    }

    @Test(arguments: [([], []), (["inner"], ["inner"])])
    func missesACommand(words: [String], expected: [String]) throws {
        guard case .incomplete(let path) = try CommandRequest(words, in: root) else {
            Issue.record("not incomplete")
            return
        }
        #expect(path == expected)
    }

    @Test func tellsItsVersion() throws {
        guard case .version = try CommandRequest(["--version"], in: root) else {
            Issue.record("not the version")
            return
        }
    }

    private static let mistakes: [(words: [String], advice: String?)] = [
        (["fixtur"], "agent-cli fixture"), (["inner", "fixtrue"], "agent-cli inner fixture"),
        (["nothing"], "agent-cli --help"), (["inner", "nothing"], "agent-cli inner --help"),
        (["--hlep"], "--help"), (["--version", "x"], nil), (["inner", "--version"], "agent-cli inner --help"),
        (["fixture"], "agent-cli fixture --help"), (["fixture", "--size", "x", "t"], "agent-cli fixture --help"),
        (["inner", "fixture", "--sise", "1"], "--size"),
    ]

    @Test(arguments: mistakes)
    func advises(words: [String], advice: String?) {
        do {
            _ = try CommandRequest(words, in: root)
            #expect(advice == nil)
        } catch {
            #expect(error.exitCode == .usage)
            #expect(error.advice == advice)
        }
    }
}
