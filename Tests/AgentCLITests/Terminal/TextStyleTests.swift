internal import Testing

@testable internal import agent_cli

@Suite struct TextStyleTests {
    @Test(arguments: [
        (true, [:], true),
        (false, [:], false),
        (true, ["NO_COLOR": "1"], false),
        (true, ["NO_COLOR": ""], true),
        (true, ["TERM": "dumb"], false),
        (false, ["TERM": "xterm"], false),
    ])
    func coloursOnlyOnATerminal(isTerminal: Bool, environment: [String: String], isColoured: Bool) {
        let text = TextStyle(isTerminal: isTerminal, environment: environment).red("x")
        #expect(text == (isColoured ? "\u{1b}[31mx\u{1b}[0m" : "x"))
    }
}
