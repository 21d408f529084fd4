internal import Testing

@testable internal import agent_cli

@Suite struct ChatInputTests {
    private static let entries: [(String, ChatInput)] = [
        ("", .nothing), (" \t", .nothing), ("/exit", .word(.exit)), (" /tools ", .word(.tools)),
        ("/nothing", .unknown("/nothing")), ("/etc/hosts", .question("/etc/hosts")),
        ("/help me", .question("/help me")), ("what?", .question("what?")), ("/", .unknown("/")),
    ]

    @Test(arguments: entries)
    func tellsWordsFromQuestions(text: String, input: ChatInput) {
        #expect(ChatInput(text) == input)
    }
}
