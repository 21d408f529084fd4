import AgentPrimitives
import AgentTools
import Synchronization
import Testing

@Suite struct ToolDispatcherRunningTests {
    private struct Broken: Error, CustomStringConvertible {
        var description: String { "the disk is on fire" }
    }

    private let journal = RecordingJournal()

    private func invoke(
        _ tool: Scripted, limits: ToolLimits = ToolLimits(), clock: any Clock<Duration> = ContinuousClock()
    ) async throws -> ToolOutcome {
        let dispatcher = ToolDispatcher(
            registry: try ToolRegistry([tool]), policy: AllowAll(), limits: limits, clock: clock)
        return try await dispatcher.invoke(ToolCall("scripted"), context: .sample(), journal: journal)
    }

    @Test("What a tool throws is its result")
    func throwing() async throws {
        let outcome = try await invoke(Scripted { throw Broken() })
        #expect(outcome == .finished(content: "the disk is on fire", isError: true))
        #expect(journal.stages == [.decision, .intent, .outcome])
    }

    @Test func failure() async throws {
        #expect(try await invoke(Scripted { .failure("no") }) == .finished(content: "no", isError: true))
    }

    @Test("A tool that takes too long is stopped, and the result says so")
    func timeout() async throws {
        let clock = ManualClock()
        let tool = Scripted {
            try await ManualClock().sleep(for: .seconds(1))
            return .text("never")
        }
        let outcome = try await withThrowingTaskGroup(of: ToolOutcome?.self) { group in
            group.addTask { try await invoke(tool, limits: ToolLimits(timeout: .seconds(5)), clock: clock) }
            await clock.waitForSleeper()
            clock.advance(by: .seconds(4))
            clock.advance(by: .seconds(1))
            return try await group.next() ?? nil
        }
        #expect(
            outcome
                == .finished(
                    content: "expected scripted to finish within 5.0 seconds; it was stopped, and what it had done by "
                        + "then is unknown", isError: true))
        #expect(journal.stages == [.decision, .intent, .outcome])
    }

    @Test("Cancelling the caller stops the tool and leaves the intent open")
    func cancellation() async throws {
        let (started, start) = AsyncStream.makeStream(of: Void.self, bufferingPolicy: .bufferingNewest(1))
        let tool = Scripted {
            start.finish()
            try await ManualClock().sleep(for: .seconds(1))
            return .text("never")
        }
        await withTaskGroup(of: Void.self) { group in
            group.addTask { await #expect(throws: CancellationError.self) { try await invoke(tool) } }
            for await _ in started {}
            group.cancelAll()
        }
        #expect(journal.stages == [.decision, .intent])
    }

    @Test("A tool that finishes in spite of the cancellation is settled")
    func finishedAnyway() async throws {
        let (started, start) = AsyncStream.makeStream(of: Void.self, bufferingPolicy: .bufferingNewest(1))
        let (cancelled, cancel) = AsyncStream.makeStream(of: Void.self, bufferingPolicy: .bufferingNewest(1))
        let tool = Scripted {
            await withTaskCancellationHandler {
                start.finish()
                for await _ in cancelled {}
            } onCancel: {
                cancel.finish()
            }
            return .text("done")
        }
        await withTaskGroup(of: ToolOutcome?.self) { group in
            group.addTask { try? await invoke(tool) }
            for await _ in started {}
            group.cancelAll()
            #expect(await group.next() == .finished(content: "done", isError: false))
        }
        #expect(journal.stages == [.decision, .intent, .outcome])
    }

    @Test("A caller that is cancelled already runs nothing")
    func cancelledBefore() async throws {
        await withTaskGroup(of: Void.self) { group in
            group.cancelAll()
            group.addTask {
                await #expect(throws: CancellationError.self) {
                    try await invoke(Scripted { .text("ran") })
                }
            }
        }
        #expect(!journal.stages.contains(.intent))
    }

    @Test("A result of 50 MiB is cut to the limit")
    func largeResult() async throws {
        let size = 50 << 20
        let outcome = try await invoke(Scripted { .text(String(repeating: "x", count: size)) })
        guard case .finished(let content, false) = outcome else {
            Issue.record("expected a result, found \(outcome)")
            return
        }
        #expect(content.utf8.count <= 16 << 10)
        #expect(content.hasSuffix("\n[\(size - content.utf8.prefix { $0 == UInt8(ascii: "x") }.count) bytes left out]"))
        #expect(journal.entries.last == .outcome(outcome))
    }

    @Test("The cut falls between characters, and the text with its note keeps the limit")
    func cutAtBoundary() async throws {
        for limit in 30...60 {
            let limits = ToolLimits(maximumOutputBytes: limit)
            let outcome = try await invoke(Scripted { .text(String(repeating: "é€🙂", count: 20)) }, limits: limits)
            guard case .finished(let content, _) = outcome else { return }
            #expect(content.utf8.count <= limit)
            #expect(!content.unicodeScalars.contains("\u{FFFD}"))
            let kept = content.prefix { $0 != "\n" }
            #expect(content == "\(kept)\n[\(180 - kept.utf8.count) bytes left out]")
        }
    }

    @Test("A sandbox gets the authorized call and nothing else")
    func sandbox() async throws {
        struct Notary: Sandbox {
            func run(_ call: ToolDispatcher.AuthorizedCall) async throws -> ToolOutput {
                let output = try await call.execute()
                return .text("\(call.descriptor.name) \(call.arguments) \(output.content)")
            }
        }
        let dispatcher = ToolDispatcher(
            registry: try ToolRegistry([Echo()]), policy: AllowAll(), sandbox: Notary())
        #expect(try await dispatcher.result(of: "echo", #"{"text":"a"}"#).content == #"echo {"text":"a"} a"#)
    }
}
