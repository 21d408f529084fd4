import Testing

@testable internal import AgentNetwork

struct ConnectRaceTests {
    @Test func `Starts one after the other while nothing answers`() {
        var race = ConnectRace(count: 3)
        #expect(race.begin() == [.start(0), .delay(after: 0)])
        #expect(race.delayElapsed(after: 0) == [.start(1), .delay(after: 1)])
        #expect(race.delayElapsed(after: 0) == [])
        #expect(race.delayElapsed(after: 1) == [.start(2)])
        #expect(race.attemptSucceeded(1) == [.succeed(1)])
        #expect(race.attemptSucceeded(0) == [])
        #expect(race.attemptFailed() == [])
    }

    @Test func `A failure starts the next at once, and outdates the delay`() {
        var race = ConnectRace(count: 3)
        _ = race.begin()
        #expect(race.attemptFailed() == [.start(1), .delay(after: 1)])
        #expect(race.delayElapsed(after: 0) == [])
        #expect(race.attemptFailed() == [.start(2)])
        #expect(race.attemptFailed() == [.fail])
    }

    @Test func `Fails only after all have failed`() {
        var race = ConnectRace(count: 2)
        _ = race.begin()
        #expect(race.delayElapsed(after: 0) == [.start(1)])
        #expect(race.attemptFailed() == [])
        #expect(race.attemptFailed() == [.fail])
    }

    @Test func `Families alternate`() throws {
        let texts = ["::1", "::2", "::3", "127.0.0.1", "127.0.0.2"]
        let addresses = try texts.map { try #require(SocketAddress($0, port: 1)) }
        #expect(ConnectRace.interleave(addresses).map(\.host) == ["::1", "127.0.0.1", "::2", "127.0.0.2", "::3"])
        #expect(ConnectRace.interleave([]) == [])
    }
}
