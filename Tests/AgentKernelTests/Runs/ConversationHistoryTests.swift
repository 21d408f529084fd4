import AgentPrimitives
import Testing

@testable import AgentKernel

@Suite struct ConversationHistoryTests {
    /// Messages of about ten tokens each, every seventh of them the system's.
    private let messages = (0..<100).map { number in
        Message(
            role: number % 7 == 3 ? .system : .user,
            content: [.text("message \(number) \u{2028} \"quoted\" \\ ü")])
    }

    @Test(arguments: [0, 1, 100, 700, 1_000_000])
    func comesBackFromLines(tokens: Int) throws {
        var history = ConversationHistory()
        history.append(messages)
        try history.encode(beyond: tokens)
        #expect(history.count == 100)
        #expect(try history.messages() == messages)
        #expect(history.olderSystem == messages.prefix(history.olderCount).filter { $0.role == .system })

        let (lines, system) = try history.lines()
        var reopened = ConversationHistory(lines: lines[...], count: history.count, system: system)
        #expect(reopened.recent.isEmpty)
        try reopened.decode(within: tokens)
        #expect(reopened.recent == messages.suffix(reopened.recent.count))
        #expect(reopened.olderSystem == messages.prefix(reopened.olderCount).filter { $0.role == .system })
        reopened.append([.user("more")])
        #expect(try reopened.messages() == messages + [.user("more")])
    }

    @Test func decodesWhatFitsAndNoMore() throws {
        var history = ConversationHistory()
        history.append(messages)
        try history.encode(beyond: 0)
        #expect(history.olderCount == 100)
        try history.decode(within: 50)
        #expect((3..<20).contains(history.recent.count))
        let count = history.recent.count
        try history.decode(within: 50)
        #expect(history.recent.count == count)
    }

    @Test func refusesLinesThatAreNoMessages() {
        var history = ConversationHistory(lines: Array("{}\n".utf8)[...], count: 1, system: [])
        #expect(throws: JSONShapeError.self) { try history.decode(within: 10) }
    }
}
