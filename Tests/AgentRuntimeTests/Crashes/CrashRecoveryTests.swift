import AgentMemory
import AgentRuntime
import Foundation
import Testing

/// Kills a process that does real work, and has another one finish it.
@Suite(.serialized, .enabled(if: CrashingWork.canStart && CrashingWork.current == nil))
struct CrashRecoveryTests {
    /// How many random instants are tried; `make test-crashes` asks for 500.
    private static let instants =
        ProcessInfo.processInfo.environment["AGENT_CRASH_INSTANTS"].flatMap { Int($0) } ?? 12

    @Test("killed behind each event, the work is finished without loss and without repeating an effect")
    func everyEvent() async throws {
        var last: UInt64 = 0
        var isFinished = false
        while !isFinished {
            last += 1
            isFinished = try await crash { work in
                let (process, output) = try work.start(dyingBehind: last)
                return try Self.told(try output.readToEnd() ?? Data(), by: process)
            }
        }
        // Two turns of at least a dozen events each.
        #expect(last > 24)
    }

    @Test("killed at random instants, the work is finished without loss and without repeating an effect")
    func randomInstants() async throws {
        let random = SeededRandomSource(seed: UInt64(Self.instants))
        for _ in 0..<Self.instants {
            let lines = 1 + Int(random.next() % 26)
            _ = try await crash { work in
                let (process, output) = try work.start(dyingBehind: nil)
                var text = Data()
                while text.count(where: { $0 == UInt8(ascii: "\n") }) < lines {
                    let piece = output.availableData
                    guard !piece.isEmpty else { break }
                    text += piece
                }
                // By now the process is somewhere behind that event.
                kill(process.processIdentifier, SIGKILL)
                return try Self.told(text + (try output.readToEnd() ?? Data()), by: process)
            }
        }
    }

    /// The events that a process told before it died, and whether it died.
    private static func told(_ text: Data, by process: Process) throws -> (events: [UInt64], died: Bool) {
        process.waitUntilExit()
        let events = String(decoding: text, as: UTF8.self).split(separator: "\n")
            .compactMap { line in line.hasPrefix("recorded ") ? UInt64(line.dropFirst(9)) : nil }
        return (events, process.terminationReason == .uncaughtSignal)
    }

    /// Lets a process die in its work, checks what it leaves, finishes the work and checks the effects.
    ///
    /// - Returns: whether the process came to its end before it was killed.
    private func crash(
        _ die: (CrashingWork) throws -> (events: [UInt64], died: Bool)
    ) async throws -> Bool {
        let workspace = try TemporaryWorkspace()
        let work = CrashingWork(folder: workspace.path)
        let (told, died) = try die(work)
        let builder = work.builder()

        // All that was told is there, and it proves.
        let kept = try await builder.withArchive { archive in
            try await archive.contains(CrashingWork.session)
                ? try await archive.replay(CrashingWork.session).events : 0
        }
        let acknowledged = told.max() ?? 0
        #expect(kept >= acknowledged)
        #expect(told == Array(1...max(acknowledged, 1)) || told.isEmpty)

        let replies = try await builder.run { try await work.finish($0) }
        #expect(replies.allSatisfy { $0.outcome.status == .completed }, "\(replies) after \(acknowledged) events")
        #expect(replies.last?.text == "done two" || !died)

        try await SQLiteEventLog.withLog(at: work.log) { log in
            let archive = SessionArchive(log: log)
            let report = try await archive.replay(CrashingWork.session)
            #expect(report.events >= kept)
            #expect(report.state.turns == CrashingWork.tasks.count)
            let stated = try await archive.events(of: CrashingWork.session)
                .count { String(decoding: $0.payload, as: UTF8.self).contains("stated") && $0.kind == .toolFinished }
            #expect(Set(work.mails.lines).count == work.mails.lines.count, "a mail was sent twice")
            #expect(work.mails.lines.count + stated >= CrashingWork.tasks.count)
        }
        let entries = work.ledger.lines.compactMap { $0.split(separator: " ").last.map(String.init) }
        #expect(entries.sorted() == CrashingWork.tasks.sorted(), "each effect once, under one key")
        return !died
    }
}
