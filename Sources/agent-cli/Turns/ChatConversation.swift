internal import AgentRuntime

/// Reads entries and answers them until the input ends.
struct ChatConversation: Sendable {
    /// The longest line in bytes.
    private static let longestLine = 1 << 20

    private let session: AgentSession
    private let tools: [ToolDescriptor]
    private let display: TurnDisplay
    private let io: CommandIO
    /// How the last turn ended.
    private var lastCode = ExitCode.success

    init(session: AgentSession, tools: [ToolDescriptor], display: TurnDisplay, io: CommandIO) {
        self.session = session
        self.tools = tools
        self.display = display
        self.io = io
    }

    mutating func run() async throws -> ExitCode {
        if io.input.isTerminal {
            await io.errors.writeLine("\(ChatInput.Word.help.rawValue) shows what else there is.")
        }
        do {
            while let entry = try await entry() {
                switch ChatInput(entry) {
                case .nothing:
                    continue
                case .question(let question):
                    try await ask(question)
                case .word(.exit):
                    return await leave(io.input.isTerminal ? .success : lastCode)
                case .word(let word):
                    await explain(word)
                case .unknown(let word):
                    await io.report(unknown(word))
                }
            }
        } catch is CancellationError {
            return await leave(.cancelled)
        }
        return await leave(io.input.isTerminal ? .success : lastCode)
    }

    private mutating func ask(_ question: String) async throws {
        let session = session
        let outcome = await display.outcome { try await session.ask(question, onText: $0) }
        lastCode = ExitCode(outcome)
        if let failure = outcome.failure(in: session.id) { await io.report(failure) }
        await io.output.writeLine("")
        await io.output.flush()
        await io.errors.flush()
    }

    private func leave(_ code: ExitCode) async -> ExitCode {
        await io.output.writeLine("session \(session.id)")
        return code
    }

    /// The next entry, its lines joined where they end in a backslash; `nil` at the end of the input.
    private func entry() async throws -> String? {
        var lines: [String] = []
        while let line = try await line(isFirst: lines.isEmpty) {
            guard line.hasSuffix("\\") else { return (lines + [line]).joined(separator: "\n") }
            lines.append(String(line.dropLast()))
        }
        return lines.isEmpty ? nil : lines.joined(separator: "\n")
    }

    private func line(isFirst: Bool) async throws -> String? {
        if io.input.isTerminal {
            await io.errors.write(isFirst ? "> " : "… ")
            await io.errors.flush()
        }
        let input = io.input
        let bytes = try await io.interrupts.cancelling { try await input.line(limit: Self.longestLine) }
        return bytes.map { String(decoding: $0, as: UTF8.self) }
    }

    private func explain(_ word: ChatInput.Word) async {
        switch word {
        case .help:
            for word in ChatInput.Word.allCases { await io.output.writeLine("\(word.rawValue)  \(word.summary)") }
        case .tools:
            for tool in tools { await io.output.writeLine("\(tool.name)  \(tool.summary)") }
        case .session, .exit:
            await io.output.writeLine("session \(session.id)")
        }
        await io.output.flush()
    }

    private func unknown(_ word: String) -> CommandError {
        let words = ChatInput.Word.allCases.map(\.rawValue)
        return CommandError(
            .usage, "unknown word", expected: "one of " + words.joined(separator: ", "), found: word.quoted(),
            advice: NearestName.of(word, among: words))
    }
}
