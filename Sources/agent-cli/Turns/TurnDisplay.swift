internal import AgentRuntime
internal import Synchronization

/// Shows an agent's turns while they run: the answer as it arrives, or every recorded event as a JSON line.
final class TurnDisplay: Sendable {
    private struct State {
        var answer = AnswerText()
        var progress = ProgressLine()
    }

    private let io: CommandIO
    private let isJSON: Bool
    private let clock = ContinuousClock()
    private let state = Mutex(State())
    /// Rings when there is something to write; several rings in a row count once.
    private let bell = AsyncStream.makeStream(of: Void.self, bufferingPolicy: .bufferingNewest(1))

    init(_ io: CommandIO, isJSON: Bool) {
        self.io = io
        self.isJSON = isJSON
    }

    /// Starts an agent whose turns are shown, and ends it when `body` returns.
    func run<Result: Sendable>(
        _ builder: AgentBuilder, _ body: (Agent) async throws -> Result
    ) async throws -> Result {
        for warning in try builder.settings().warnings { await io.errors.writeLine("warning: \(warning)") }
        var builder = builder
        builder.onEvent = { event in self.observe(event) }
        return try await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask { await self.keepWriting() }
            group.addTask { try await self.keepTelling() }
            defer { group.cancelAll() }
            return try await builder.run { agent in
                await io.errors.writeLine("Using the model \(agent.model.name), because \(agent.model.reason).")
                await io.errors.flush()
                return try await body(agent)
            }
        }
    }

    /// Shows one turn to its end, which Ctrl-C brings about too.
    ///
    /// - Parameter ask: Has the agent take its turn; calls what it is given whenever text has arrived.
    func outcome(
        of ask: @escaping @Sendable ((String) async throws -> Void) async throws -> AgentReply
    ) async -> RunOutcome {
        state.withLock { $0.answer.reset() }
        let outcome: RunOutcome
        do {
            // What the text says was seen with the event that recorded it; here a slow reader holds the model back.
            outcome = try await io.interrupts.cancelling { try await ask { _ in await self.write() }.outcome }
        } catch is CancellationError {
            outcome = RunOutcome(.cancelled, reason: "The turn was cancelled. Resume the session to go on.")
        } catch {
            outcome = RunOutcome(.failed, reason: "\(CommandError(reporting: error))", cost: nil)
        }
        let answer = state.withLock { state in
            defer { state.answer.reset() }
            return state.answer
        }
        // A turn that is taken up again may end with a text that had arrived before.
        if answer.isEmpty { show(outcome) } else if !isJSON, !answer.endsInNewline { io.output.append("\n") }
        await write()
        return outcome
    }

    /// Shows the answer of a turn that was not seen while it ran.
    func show(_ outcome: RunOutcome) {
        guard !isJSON, !outcome.text.isEmpty else { return }
        io.output.append(printable(outcome.text) + (outcome.text.hasSuffix("\n") ? "" : "\n"))
    }

    /// Writes the last line of the output.
    func finish(_ outcome: RunOutcome, _ session: SessionID) async {
        await io.output.writeLine(isJSON ? outcome.finalLine(of: session).text() : "\nsession \(session)")
        await io.output.flush()
    }

    /// Writes the last line of the output, says what went wrong if anything did, and how the command ends.
    func conclude(_ outcome: RunOutcome, _ session: SessionID) async -> ExitCode {
        await finish(outcome, session)
        if let failure = outcome.failure(in: session) {
            await io.report(failure)
        } else if !outcome.reason.isEmpty {
            await io.errors.writeLine("note: \(outcome.reason)")
        }
        return ExitCode(outcome)
    }

    private func observe(_ event: Event) {
        if isJSON { io.output.append(event.json.text() + "\n") }
        // An event that this release cannot read is for the replay to report.
        if let event = try? SessionEvent(event) {
            let text = state.withLock { state in
                state.progress.see(event, at: clock.now)
                return state.answer.add(event)
            }
            if !isJSON { io.output.append(printable(text)) }
        }
        bell.continuation.yield()
    }

    private func keepWriting() async {
        for await _ in bell.stream { await write() }
    }

    private func write() async {
        if let erasure = state.withLock({ $0.progress.clear() }) {
            await io.errors.write(erasure)
            await io.errors.flush()
        }
        await io.output.flush()
    }

    private func keepTelling() async throws {
        guard io.errors.isTerminal else { return }
        while true {
            try await clock.sleep(for: .seconds(1))
            let line = state.withLock { state in
                // A line of the answer that is not finished must not be written over.
                state.answer.endsInNewline ? state.progress.tick(at: clock.now) : nil
            }
            guard let line else { continue }
            await io.errors.write(line)
            await io.errors.flush()
        }
    }

    /// A model's text must not steer a terminal.
    private func printable(_ text: String) -> String {
        io.output.isTerminal ? text.withoutTerminalControls : text
    }
}
