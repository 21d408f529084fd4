internal import AgentPrimitives
internal import AgentTelemetry
internal import Synchronization
internal import Testing

@Suite struct SessionRecorderTests {
    private let session = SessionID("ses_test")
    private let log = ListLog()

    @Test func returnsTheEventsThatTheLogHolds() async throws {
        let recorder = try await SessionRecorder.open(session, in: log, time: StepTimeSource())
        let first = try await recorder.append(step, ["number": 1])
        let more = try await recorder.append([EventEntry(step, ["number": 2]), EventEntry(step, ["b": 1, "a": 2])])
        #expect(log.content.withLock { $0.events } == [first] + more)
        #expect(log.content.withLock { $0.appends } == [1, 2])
        #expect(recorder.head == more[1].head)
        #expect(first.time.microseconds == 1)
        #expect(more.map(\.time.microseconds) == [2, 2])
        #expect(String(decoding: more[1].payload, as: UTF8.self) == #"{"a":2,"b":1}"#)
    }

    @Test func goesOnAtTheEndOfALog() async throws {
        let first = try await SessionRecorder.open(session, in: log)
        let event = try await first.append(step, nil)
        let second = try await SessionRecorder.open(session, in: log)
        #expect(second.head == event.head)
        #expect(try await second.append(step, nil).sequence == 2)
        let third = SessionRecorder(session, in: log, at: second.head)
        #expect(try await third.append(step, nil).sequence == 3)
    }

    @Test func recordsNothingForAnEmptyBatch() async throws {
        let recorder = try await SessionRecorder.open(session, in: log)
        #expect(try await recorder.append([]).isEmpty)
        #expect(recorder.head == .empty)
    }

    @Test func keepsBatchesTogetherAndTimesInOrder() async throws {
        let recorder = try await SessionRecorder.open(session, in: log, time: StepTimeSource())
        try await withThrowingTaskGroup(of: [Event].self) { group in
            for task in 0..<40 {
                group.addTask {
                    try await recorder.append(
                        (0..<5).map { EventEntry(EventKind(rawValue: "task\(task)"), .int($0)) })
                }
            }
            for try await events in group {
                let first = try #require(events.first).sequence
                #expect(events.map(\.sequence) == Array(first..<first + 5))
            }
        }
        let events = log.content.withLock { $0.events }
        #expect(events.count == 200)
        for start in stride(from: 0, to: 200, by: 5) {
            #expect(Set(events[start..<start + 5].map(\.kind)).count == 1)
        }
        #expect(events.map(\.time) == events.map(\.time).sorted())
        #expect(recorder.head == events.last?.head)
    }

    @Test func recordsForACancelledTask() async throws {
        let recorder = try await SessionRecorder.open(session, in: log)
        try await withThrowingTaskGroup(of: Void.self) { group in
            group.cancelAll()
            group.addTask { try await recorder.append(step, ["why": "cancelled"]) }
            try await group.waitForAll()
        }
        #expect(recorder.head.sequence == 1)
    }

    @Test func stopsForGoodWhenTheLogFails() async throws {
        let recorder = try await SessionRecorder.open(session, in: log)
        let event = try await recorder.append(step, nil)
        log.content.withLock { $0.failure = EventLogError(.full, "no room") }
        let first = await #expect(throws: TelemetryError.self) { try await recorder.append(step, nil) }
        #expect(first?.code == .logFailed)
        #expect((first?.underlying as? EventLogError)?.code == .full)

        log.content.withLock { $0.failure = nil }
        let second = await #expect(throws: TelemetryError.self) { try await recorder.append(step, nil) }
        #expect(second?.code == .stopped)
        #expect(second?.message.contains("no room") == true)
        #expect(recorder.head == event.head)
        #expect(log.content.withLock { $0.events.count } == 1)

        let next = try await SessionRecorder.open(session, in: log)
        #expect(try await next.append(step, nil).sequence == 2)
    }

    @Test func stopsWhenSomebodyElseWasFaster() async throws {
        let slow = try await SessionRecorder.open(session, in: log)
        let fast = try await SessionRecorder.open(session, in: log)
        _ = try await fast.append(step, nil)
        let error = await #expect(throws: TelemetryError.self) { try await slow.append(step, nil) }
        #expect((error?.underlying as? EventLogError)?.code == .conflict)
    }

    @Test func stopsWhenTheLogSealedSomethingElse() async throws {
        let recorder = try await SessionRecorder.open(session, in: log)
        log.content.withLock { $0.claimedHead = EventHead(sequence: 1, hash: .zero) }
        let error = await #expect(throws: TelemetryError.self) { try await recorder.append(step, nil) }
        #expect(error?.code == .logFailed)
        let next = await #expect(throws: TelemetryError.self) { try await recorder.append(step, nil) }
        #expect(next?.code == .stopped)
    }

    @Test func refusesAllThatWaitedBehindAFailure() async throws {
        let recorder = try await SessionRecorder.open(session, in: log)
        log.content.withLock { $0.failure = EventLogError(.storage, "gone") }
        let codes = await withTaskGroup(of: TelemetryError.Code?.self) { group in
            for _ in 0..<20 {
                group.addTask {
                    do throws(TelemetryError) {
                        _ = try await recorder.append(step, nil)
                        return nil
                    } catch {
                        return error.code
                    }
                }
            }
            return await group.reduce(into: [TelemetryError.Code?]()) { $0.append($1) }
        }
        #expect(codes.filter { $0 == .logFailed }.count == 1)
        #expect(codes.filter { $0 == .stopped }.count == 19)
    }

    @Test func reportsALogThatCannotBeOpened() async throws {
        log.content.withLock { $0.failure = EventLogError(.closed, "shut down") }
        let error = await #expect(throws: TelemetryError.self) {
            _ = try await SessionRecorder.open(session, in: log)
        }
        #expect(error?.code == .logFailed)
    }

    private var step: EventKind { EventKind(rawValue: "test.step") }
}
