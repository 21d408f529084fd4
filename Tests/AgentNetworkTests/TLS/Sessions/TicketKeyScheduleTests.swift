import Testing

@testable internal import AgentNetwork

struct TicketKeyScheduleTests {
    private let start = ContinuousClock.Instant.now
    private let lifetime = Duration.seconds(10)

    private func seal(_ schedule: inout TicketKeySchedule<Int>, at seconds: Int, _ next: Int) -> Int? {
        schedule.keyForSealing(now: start + .seconds(seconds), lifetime: lifetime) { next }
    }

    private func open(_ schedule: inout TicketKeySchedule<Int>, at seconds: Int, _ key: Int) -> Bool? {
        schedule.keyForOpening(now: start + .seconds(seconds), lifetime: lifetime) { $0 == key }?.isCurrent
    }

    @Test func `A key seals for one lifetime and opens for one more`() {
        var schedule = TicketKeySchedule<Int>()
        #expect(open(&schedule, at: 0, 1) == nil)
        #expect(seal(&schedule, at: 0, 1) == 1)
        #expect(seal(&schedule, at: 9, 2) == 1)
        #expect(open(&schedule, at: 9, 1) == true)
        #expect(open(&schedule, at: 10, 1) == false)
        #expect(seal(&schedule, at: 12, 2) == 2)
        #expect(open(&schedule, at: 19, 1) == false)
        #expect(open(&schedule, at: 19, 2) == true)
        #expect(open(&schedule, at: 20, 1) == nil)
        #expect(open(&schedule, at: 22, 2) == false)
        #expect(open(&schedule, at: 32, 2) == nil)
    }

    @Test func `A key that nobody used for long opens nothing`() {
        var schedule = TicketKeySchedule<Int>()
        #expect(seal(&schedule, at: 0, 1) == 1)
        #expect(open(&schedule, at: 20, 1) == nil)
        #expect(seal(&schedule, at: 20, 2) == 2)
    }

    @Test func `Without randomness there is no key`() {
        var schedule = TicketKeySchedule<Int>()
        #expect(schedule.keyForSealing(now: start, lifetime: lifetime) { nil } == nil)
        #expect(seal(&schedule, at: 1, 1) == 1)
    }
}
