internal import Testing

@testable internal import agent_cli

@Suite struct ArgumentTests {
    private let command = FixtureCommand()

    @Test func readsValues() throws {
        #expect(try command.size.value(of: ["-10"]) == -10)
        #expect(try command.label.value(of: [""]) == "")
        #expect(try command.model.value(of: ["m"]) == "m")
        #expect(try command.policies.value(of: ["a", "b"]) == ["a", "b"])
        #expect(try command.json.value(of: [""]))
        #expect(try command.prompt.value(of: ["q"]) == "q")
    }

    @Test func standsInForWhatIsNotGiven() throws {
        #expect(try command.label.value(of: []) == "none")
        #expect(try command.model.value(of: []) == nil)
        #expect(try command.policies.value(of: []) == [])
        #expect(try !command.json.value(of: []))
        #expect(try command.note.value(of: []) == nil)
    }

    @Test func missesWhatIsRequired() {
        let size = #expect(throws: CommandError.self) { try command.size.value(of: []) }
        #expect(size?.description == "--size is missing. expected --size N, how large")
        let prompt = #expect(throws: CommandError.self) { try command.prompt.value(of: []) }
        #expect(prompt?.description == "PROMPT is missing. expected PROMPT, the question")
    }

    @Test(arguments: ["", "x", "11", "-11", "1.5", " 1", "0x1", "99999999999999999999"])
    func refusesWhatIsNoNumberInRange(text: String) {
        let error = #expect(throws: CommandError.self) { try command.size.value(of: [text]) }
        #expect(error?.exitCode == .usage)
        #expect(
            error?.description
                == "--size has no such value. expected a whole number from -10 to 10, found \"\(text)\"")
    }

    @Test func suggestsTheNearestChoice() {
        let shell = Argument.positional("SHELL", .choice(Shell.allCases.map { ($0.rawValue, $0) }), help: "")
        let error = #expect(throws: CommandError.self) { try shell.value(of: ["fissh"]) }
        #expect(error?.advice == "fish")
    }

    @Test func quotesHostileTextSafely() {
        #expect("a\nb\u{1b}[0m".quoted() == #""a\nb\u{1B}[0m""#)
        #expect(String(repeating: "x", count: 100).quoted(limit: 3) == "\"xxx…\"")
    }
}
