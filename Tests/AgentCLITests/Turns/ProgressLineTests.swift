internal import AgentRuntime
internal import Testing

@testable internal import agent_cli

@Suite struct ProgressLineTests {
    private let start = ContinuousClock.now

    private func ask(_ line: inout ProgressLine) {
        let reservation = BudgetLedger.Reservation(tokens: 0, money: nil)
        line.see(
            .modelRequested(
                ModelCallIntent(call: 1, digest: .zero, messages: 1, droppedMessages: 0, reservation: reservation)),
            at: start)
    }

    @Test func speaksUpAfterASecond() {
        var line = ProgressLine()
        #expect(line.tick(at: start) == nil)
        ask(&line)
        #expect(line.tick(at: start + .milliseconds(999)) == nil)
        #expect(line.clear() == nil)
        #expect(line.tick(at: start + .seconds(3)) == "\r\u{1b}[2Kasking the model … 3 s")
        #expect(line.clear() == "\r\u{1b}[2K")
        #expect(line.clear() == nil)
    }

    @Test func isSilentOnceTextComes() {
        var line = ProgressLine()
        ask(&line)
        line.see(.modelEvents(call: 1, events: [.blockStarted(index: 0, kind: .reasoning)]), at: start)
        #expect(line.tick(at: start + .seconds(2)) != nil)
        line.see(.modelEvents(call: 1, events: [.blockStarted(index: 1, kind: .text)]), at: start)
        #expect(line.tick(at: start + .seconds(3)) == nil)
    }

    @Test func namesTheToolAndEndsWithTheTurn() {
        var line = ProgressLine()
        line.see(
            .modelEvents(call: 1, events: [.blockStarted(index: 0, kind: .toolCall(id: "c", name: "fs.read"))]),
            at: start)
        line.see(.toolStarted(callID: "c", idempotency: .pure, key: ""), at: start)
        #expect(line.tick(at: start + .seconds(1)) == "\r\u{1b}[2Krunning fs.read … 1 s")
        line.see(.runFinished(RunOutcome(.completed)), at: start)
        #expect(line.tick(at: start + .seconds(9)) == nil)
    }
}
