internal import AgentPrimitives
internal import AgentTelemetry
internal import Synchronization
internal import Testing

@Suite struct SessionReplayerTests {
    /// Adds numbers up, and refuses one that it does not want.
    private struct Sum: EventFolding {
        var total = 0
        var refused: Int?

        mutating func fold(_ event: Event) throws(ReplayDivergence) {
            let number = (try? JSONValue(parsing: event.payload))?.intValue ?? 0
            if number == refused {
                throw ReplayDivergence(sequence: event.sequence, expected: "another number", found: "\(number)")
            }
            total += number
        }
    }

    private let session = SessionID("ses_test")
    private let log = ListLog()

    @Test(arguments: [1, 3, 10, 512]) func foldsEveryEventOnce(pageEvents: Int) async throws {
        let head = try await record(10)
        let report = try await SessionReplayer(log, pageEvents: pageEvents).replay(session, into: Sum())
        #expect(report.events == 10)
        #expect(report.head == head)
        #expect(report.state.total == 55)
    }

    @Test(arguments: [(0, 0), (1, 1), (4, 10), (10, 55), (99, 55)] as [(UInt64, Int)])
    func stopsWhereItIsTold(last: UInt64, total: Int) async throws {
        _ = try await record(10)
        let report = try await SessionReplayer(log, pageEvents: 3).replay(session, into: Sum(), through: last)
        #expect(report.events == min(last, 10))
        #expect(report.state.total == total)
    }

    @Test func givesTheSameReportEveryTime() async throws {
        _ = try await record(5)
        let first = try await SessionReplayer(log).replay(session, into: Sum())
        let second = try await SessionReplayer(log).replay(session, into: Sum())
        #expect(first.head == second.head)
    }

    @Test func doesNotKnowAnUnknownSession() async throws {
        let error = await #expect(throws: EventLogError.self) {
            _ = try await SessionReplayer(log).replay(session, into: Sum())
        }
        #expect(error?.code == .notFound)
    }

    @Test(arguments: 1...10) func namesTheFirstChangedEvent(_ changed: UInt64) async throws {
        _ = try await record(10)
        spoil(changed) { event in
            Event(
                session: event.session, sequence: event.sequence, time: event.time, kind: event.kind,
                payload: Array("0".utf8), hash: event.hash)
        }
        #expect(try await divergence(pageEvents: 4)?.sequence == changed)
    }

    @Test func namesTheEventBehindAnExchangedOne() async throws {
        _ = try await record(5)
        let other = try EventDraft(kind: EventKind(rawValue: "x"), payload: 1, time: Timestamp(microseconds: 1))
        let second = log.content.withLock { $0.events[1] }
        spoil(3) { _ in Event(other, session: session, after: second.head) }
        #expect(try await divergence()?.sequence == 4)
    }

    @Test func namesAMissingEvent() async throws {
        _ = try await record(5)
        log.content.withLock { _ = $0.events.remove(at: 2) }
        #expect(try await divergence()?.sequence == 3)
    }

    @Test func namesAnEventOfAnotherSession() async throws {
        _ = try await record(3)
        spoil(2) { event in
            Event(
                session: SessionID("ses_other"), sequence: 2, time: event.time, kind: event.kind,
                payload: event.payload, hash: event.hash)
        }
        #expect(try await divergence()?.sequence == 2)
    }

    @Test func noticesALostEnd() async throws {
        let head = try await record(5)
        log.content.withLock { content in
            content.events.removeLast()
            content.claimedHead = head
        }
        #expect(try await divergence()?.sequence == 5)
    }

    @Test func noticesAHeadThatIsNotTheLastEvents() async throws {
        _ = try await record(5)
        log.content.withLock { $0.claimedHead = EventHead(sequence: 5, hash: .zero) }
        #expect(try await divergence()?.sequence == 5)
    }

    @Test func foldsWhatStandsBeforeADamagedEvent() async throws {
        _ = try await record(10)
        log.content.withLock { $0.damaged = 7 }
        #expect(try await divergence()?.sequence == 7)
        #expect(try await divergence(Sum(refused: 5))?.sequence == 5)
    }

    @Test func passesTheFoldsOwnDivergenceOn() async throws {
        _ = try await record(10)
        let divergence = try await divergence(Sum(refused: 6))
        #expect(divergence == ReplayDivergence(sequence: 6, expected: "another number", found: "6"))
    }

    @Test func stopsWhenItsTaskIsCancelled() async throws {
        _ = try await record(10)
        await #expect(throws: CancellationError.self) {
            try await withThrowingTaskGroup(of: Void.self) { group in
                group.cancelAll()
                group.addTask { _ = try await SessionReplayer(log).replay(session, into: Sum()) }
                try await group.waitForAll()
            }
        }
    }

    /// Records the numbers from 1 to `count`.
    private func record(_ count: Int) async throws -> EventHead {
        let recorder = try await SessionRecorder.open(session, in: log)
        for number in 1...count { try await recorder.append(EventKind(rawValue: "test.number"), .int(number)) }
        return recorder.head
    }

    private func spoil(_ sequence: UInt64, _ change: (Event) -> Event) {
        log.content.withLock { content in
            content.events[Int(sequence) - 1] = change(content.events[Int(sequence) - 1])
        }
    }

    private func divergence(_ state: Sum = Sum(), pageEvents: Int = 512) async throws -> ReplayDivergence? {
        await #expect(throws: ReplayDivergence.self) {
            _ = try await SessionReplayer(log, pageEvents: pageEvents).replay(session, into: state)
        }
    }
}
