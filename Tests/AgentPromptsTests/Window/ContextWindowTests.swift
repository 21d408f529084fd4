import AgentPrimitives
import AgentPrompts
import Testing

@Suite struct ContextWindowTests {
    /// One byte is one token and messages cost nothing beside their text, so that sums are easy to see.
    private func window(_ tokens: Int, reserved: Int = 0, adjust: (inout ContextOptions) -> Void = { _ in })
        -> ContextWindow
    {
        var options = ContextOptions()
        options.maximumTokens = tokens
        options.reservedOutputTokens = reserved
        adjust(&options)
        return ContextWindow(options: options, estimator: ByteTokenEstimator(bytesPerToken: 1, tokensPerItem: 0))
    }

    private func entries(_ messages: Message...) -> [ContextEntry] {
        messages.map { ContextEntry($0) }
    }

    /// An assistant message with one call, and its result; 9 tokens beside the result's content.
    private func exchange(_ id: String, _ content: String) -> [ContextEntry] {
        [
            ContextEntry(
                Message(role: .assistant, content: [.toolCall(ToolCall(id: id, name: "read", argumentsText: "{}"))])),
            ContextEntry(
                Message(role: .tool, content: [.toolResult(ToolResult(callID: id, name: "x", content: content))])),
        ]
    }

    @Test func keepsEverythingThatFits() throws {
        let history = entries(.user("one"), .assistant("two"), .user("three"))
        let context = try window(11).fit(history)
        #expect(context.messages == history.map(\.message))
        #expect(context.inputTokens == 11)
        #expect(context.droppedMessages == 0 && context.droppedTokens == 0 && context.cuts.isEmpty)
    }

    @Test func anEmptyHistoryFits() throws {
        let context = try window(10).fit([], system: "12345")
        #expect(context.messages.isEmpty)
        #expect(context.inputTokens == 5)
    }

    @Test("Earlier turns go as a whole, oldest first")
    func dropsWholeTurns() throws {
        let history = entries(.user("1111"), .assistant("2222"), .user("3333"), .assistant("4444"), .user("5"))
        let context = try window(16).fit(history)
        #expect(context.messages.map(\.text) == ["3333", "4444", "5"])
        #expect(context.droppedMessages == 2)
        #expect(context.droppedTokens == 8)
        #expect(
            try window(8).fit(history).messages.map(\.text) == ["5"], "an answer does not stay without its question")
    }

    @Test("System text, tools and the reserve count")
    func countsTheFixedParts() throws {
        let history = entries(.user("1111"), .assistant("2222"), .user("3"))
        #expect(try window(20, reserved: 6).fit(history, system: "12345").messages.count == 3)
        #expect(try window(20, reserved: 7).fit(history, system: "12345").messages.count == 1)
        let tool = ToolDescriptor(name: "t", summary: "s", inputSchema: [:], effect: .compute, idempotency: .pure)
        let context = try window(20, reserved: 6).fit(history, system: "12345", tools: [tool])
        #expect(context.messages.count == 1)
        #expect(context.inputTokens == 5 + 4 + 1)
    }

    @Test("Pinned messages stay, in their place, with the exchange they belong to")
    func keepsPinned() throws {
        var history = entries(.user("1111"), .assistant("2222"), .user("3333"), .assistant("4444"), .user("5"))
        history[1].isPinned = true
        #expect(try window(9).fit(history).messages.map(\.text) == ["2222", "5"])

        var calls = entries(.user("1111")) + exchange("c", "ok") + entries(.user("5"))
        calls[2].isPinned = true
        let context = try window(14).fit(calls)
        #expect(context.messages == [calls[1].message, calls[2].message, calls[3].message])
    }

    @Test("Within the current turn the question and the newest exchange stay")
    func keepsQuestionAndNewestExchange() throws {
        let history =
            entries(.user("old"), .assistant("old")) + entries(.user("why")) + exchange("a", "1111")
            + exchange("b", "2222") + exchange("c", "3333")
        let full = 3 + 3 * 13
        #expect(try window(full).fit(history).messages.count == 7)
        let context = try window(full - 1).fit(history)
        #expect(context.messages == [history[2], history[5], history[6], history[7], history[8]].map(\.message))
        #expect(try window(16).fit(history).messages == [history[2], history[7], history[8]].map(\.message))
    }

    @Test("A result far from its call stays with it")
    func keepsSpreadExchangesTogether() throws {
        let call = exchange("a", "r")
        let history = entries(.user("q"), .assistant("x")) + [call[0]] + entries(.assistant("y")) + [call[1]]
        let context = try window(12).fit(history)
        #expect(context.messages == [history[0], history[2], history[3], history[4]].map(\.message))
    }

    @Test("What must stay and does not fit is an error with the numbers")
    func refuses() throws {
        var history = entries(.user("pin"), .user("question"))
        history[0].isPinned = true
        let error = #expect(throws: PromptError.self) { try window(20, reserved: 8).fit(history, system: "12345") }
        #expect(error?.code == .windowExceeded)
        #expect(
            error?.message
                == "expected at most 12 tokens of input (a window of 20, of which 8 are reserved for the answer), found 16 "
                + "that must be sent (system text 5, tools 0, pinned messages 3, current turn 8). "
                + "Shorten the prompt, pin less, offer fewer tools, or use a larger context window.")
        #expect(error?.demand?.excess == 4)
        #expect(throws: PromptError.self) { try window(5, reserved: 8).fit([]) }
    }

    @Test("The newest result is cut in the middle, visibly, and the rest stays whole")
    func cutsToolResults() throws {
        let content = "BEGIN" + String(repeating: "é", count: 5000) + "END"
        let history = entries(.user("why")) + exchange("a", content)
        let context = try window(500).fit(history)
        #expect(context.inputTokens <= 500)
        guard case .toolResult(let result)? = context.messages[2].content.first else {
            Issue.record("expected a tool result")
            return
        }
        #expect(result.content.hasPrefix("BEGINé") && result.content.hasSuffix("éEND"))
        let cut = try #require(context.cuts.first)
        #expect(cut.message == 2)
        #expect(cut.originalBytes == content.utf8.count)
        let note = "\n[… \(cut.originalBytes - cut.keptBytes) bytes left out here to fit the context window …]\n"
        #expect(result.content.contains(note))
        #expect(result.content.utf8.count == cut.keptBytes + note.utf8.count)

        #expect(throws: PromptError.self) { try window(500) { $0.cutsToolResults = false }.fit(history) }
        #expect(throws: PromptError.self) { try window(12 + 63).fit(history) }
    }

    @Test("Of several results the longest give way")
    func cutsTheLongest() throws {
        let history =
            entries(.user("why")) + [
                ContextEntry(
                    Message(
                        role: .assistant,
                        content: ["a", "b", "c"].map { .toolCall(ToolCall(id: $0, name: "read", argumentsText: "{}")) })
                ),
                ContextEntry(
                    Message(
                        role: .tool,
                        content: [("a", 2000), ("b", 30), ("c", 3000)].map {
                            .toolResult(
                                ToolResult(callID: $0.0, name: "x", content: String(repeating: "x", count: $0.1)))
                        })),
            ]
        let context = try window(460).fit(history)
        #expect(context.cuts.map(\.originalBytes) == [2000, 3000])
        #expect((420...460).contains(context.inputTokens))
    }

    @Test("A prompt of ten mebibytes is an error, or is cut where that is allowed")
    func boundsHugePrompts() throws {
        let history = entries(.user("old"), .assistant("old"), .user(String(repeating: "prompt ", count: 1_500_000)))
        let error = #expect(throws: PromptError.self) { try ContextWindow().fit(history) }
        #expect(error?.demand?.turnTokens == 2_625_004)
        var options = ContextOptions()
        options.cutsUserMessages = true
        let context = try ContextWindow(options: options).fit(history)
        #expect((7130...7168).contains(context.inputTokens))
        #expect(context.cuts.map(\.originalBytes) == [10_500_000])
        #expect(context.messages.last?.text.utf8.count ?? 0 < 32_768)
    }

    @Test("An estimator without proportion still ends within the window, or fails")
    func survivesAStrangeEstimator() throws {
        struct Stepped: TokenEstimator {
            var tokensPerItem: Int { 0 }
            func tokens(in text: String) -> Int { text.utf8.count > 700 ? 100_000 : 100 }
        }
        var options = ContextOptions()
        options.maximumTokens = 2000
        let window = ContextWindow(options: options, estimator: Stepped())
        let context = try window.fit(exchange("a", String(repeating: "x", count: 5000)))
        #expect(context.inputTokens <= 976)
        #expect(context.cuts.count == 1)
    }
}
