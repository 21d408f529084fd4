import AgentMemory
import AgentPrimitives
import AgentTelemetry
import Testing

@Suite struct RecordedLogTests {
    private let session = SessionID("ses_one")

    private func lines() async throws -> [String] {
        let log = InMemoryEventLog()
        let drafts = try (0..<5).map {
            try EventDraft(
                kind: EventKind(rawValue: "test.step"),
                payload: ["number": .int($0), "big": .number(try #require(JSONNumber(text: "12345678901234567890")))],
                time: Timestamp(microseconds: 1_700_000_000_000_001 + Int64($0)))
        }
        _ = try await log.append(drafts, to: session, expecting: 0)
        return try await log.read(session, from: 1, limit: 10).map { $0.json.text() }
    }

    private func replay(_ lines: [String]) async throws -> UInt64 {
        let log = try RecordedLog(lines: Array(lines.joined(separator: "\n").utf8))
        return try await SessionReplayer(log).replay(session, into: Nothing()).events
    }

    @Test func provesWhatWasRecorded() async throws {
        let lines = try await lines()
        #expect(try await replay(lines) == 5)
        #expect(try await replay(lines + ["", #"{"kind":"final","text":"done"}"#]) == 5)
    }

    @Test func findsWhatWasChangedOrLeftOut() async throws {
        let lines = try await lines()
        for index in lines.indices {
            var changed = lines
            changed[index] = changed[index].replacing(#""number":\#(index)"#, with: #""number":9"#)
            let divergence = await #expect(throws: ReplayDivergence.self) { try await replay(changed) }
            #expect(divergence?.sequence == UInt64(index + 1))
        }
        for index in lines.indices.dropLast() {
            var shorter = lines
            shorter.remove(at: index)
            let divergence = await #expect(throws: ReplayDivergence.self) { try await replay(shorter) }
            #expect(divergence?.sequence == UInt64(index + 1))
        }
    }

    @Test(arguments: [
        "{", "[]", #"{"kind":"a"}"#, #"{"kind":"a","session":"s","sequence":-1,"time":"x","payload":{},"hash":"00"}"#,
    ])
    func namesTheLineThatIsNoEvent(line: String) async throws {
        let text = try await lines().prefix(2).joined(separator: "\n") + "\n" + line
        let error = #expect(throws: TelemetryError.self) { try RecordedLog(lines: Array(text.utf8)) }
        #expect(error?.code == .invalidRecording)
        #expect(error?.message.contains("line 3") == true)
    }

    @Test func refusesToBeWritten() async throws {
        let log = try RecordedLog(lines: [])
        let error = await #expect(throws: EventLogError.self) { try await log.append([], to: session, expecting: 0) }
        #expect(error?.code == .readOnly)
    }
}

private struct Nothing: EventFolding {
    mutating func fold(_ event: Event) throws(ReplayDivergence) {}
}
