internal import Testing

@testable internal import agent_cli

@Suite struct ArgumentParserTests {
    private static let lines: [(words: [String], texts: [String: [String]])] = [
        (["--size", "3"], ["--size": ["3"]]),
        (["--size=3"], ["--size": ["3"]]),
        (["--size", "-3"], ["--size": ["-3"]]),
        (["--size=-3"], ["--size": ["-3"]]),
        (["--label", ""], ["--label": [""]]),
        (["--label="], ["--label": [""]]),
        (["--label", "-"], ["--label": ["-"]]),
        (["--label=a=b"], ["--label": ["a=b"]]),
        (["--label=--json"], ["--label": ["--json"]]),
        (["--label", "a b $HOME \"c\" 'd'"], ["--label": ["a b $HOME \"c\" 'd'"]]),
        (["--json"], ["--json": [""]]),
        (["--json", "--json"], ["--json": [""]]),
        (["--policy", "a", "--policy=b"], ["--policy": ["a", "b"]]),
        (["what is $1?"], ["PROMPT": ["what is $1?"]]),
        ([""], ["PROMPT": [""]]),
        (["-"], ["PROMPT": ["-"]]),
        (["-5"], ["PROMPT": ["-5"]]),
        (["-5.5", "-.5"], ["PROMPT": ["-5.5"], "NOTE": ["-.5"]]),
        (["--what is this?"], ["PROMPT": ["--what is this?"]]),
        (["--", "--json"], ["PROMPT": ["--json"]]),
        (["--", "--"], ["PROMPT": ["--"]]),
        (["a", "--json", "b"], ["PROMPT": ["a"], "--json": [""], "NOTE": ["b"]]),
        (["---"], ["PROMPT": ["---"]]),
        ([], [:]),
    ]

    private static let mistakes: [(words: [String], problem: String, advice: String?)] = [
        (["--jsn"], "unknown option", "--json"),
        (["--polciy", "x"], "unknown option", "--policy"),
        (["-j"], "unknown option", nil),
        (["--zzzzzz"], "unknown option", nil),
        (["--Json"], "unknown option", "--json"),
        (["--label"], "--label needs a value", nil),
        (["--label", "--json"], "--label needs a value", "--label=VALUE for a value that starts with a dash"),
        (["--label", "--", "x"], "--label needs a value", "--label=VALUE for a value that starts with a dash"),
        (["--json=yes"], "--json takes no value", "--json"),
        (["--size", "1", "--size", "2"], "--size is given twice", nil),
        (["--size=1", "--size=1"], "--size is given twice", nil),
        (["a", "b", "c"], "one word too many", "quotes around a text with spaces"),
        (["--", "a", "--json", "c"], "one word too many", "quotes around a text with spaces"),
    ]

    @Test(arguments: lines)
    func sorts(words: [String], texts: [String: [String]]) throws {
        #expect(try FixtureCommand().texts(of: words) == texts)
    }

    @Test(arguments: mistakes)
    func refuses(words: [String], problem: String, advice: String?) {
        let error = #expect(throws: CommandError.self) { try FixtureCommand().texts(of: words) }
        #expect(error?.exitCode == .usage)
        #expect(error?.problem == problem)
        #expect(error?.advice == advice)
    }
}
