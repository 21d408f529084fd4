import Testing

@testable internal import AgentNetwork

struct ServerSentEventDecoderTests {
    /// A stream with every rule of the standard in it, and what it says.
    private static let golden: [UInt8] =
        [0xEF, 0xBB, 0xBF]
        + Array(
            """
            : a comment
            data: first
            data:  second
            data

            event: delta
            id: 7
            retry: 1500
            data: {"text":"grüße 👋"}

            data:
            :

            event: dropped without data

            id
            retry: 12x
            unknown: field
            data: id cleared\r\ndata: crlf\r\rdata: cr\r\r\n\ndata: cut off
            """.utf8)

    private static let events = [
        ServerSentEvent(data: "first\n second\n"),
        ServerSentEvent(event: "delta", data: "{\"text\":\"grüße 👋\"}", id: "7", retry: .milliseconds(1500)),
        ServerSentEvent(data: "", id: "7"),
        ServerSentEvent(data: "id cleared\ncrlf", id: ""),
        ServerSentEvent(data: "cr", id: ""),
    ]

    private func decode(_ pieces: [[UInt8]]) throws -> [ServerSentEvent] {
        var decoder = ServerSentEventDecoder()
        var events: [ServerSentEvent] = []
        for piece in pieces { events += try decoder.decode(piece) }
        return events
    }

    @Test func `The golden stream`() throws {
        #expect(try decode([Self.golden]) == Self.events)
    }

    @Test func `Splitting anywhere changes nothing`() throws {
        #expect(try decode(Self.golden.map { [$0] }) == Self.events)
        for index in Self.golden.indices {
            #expect(try decode([Array(Self.golden[..<index]), Array(Self.golden[index...])]) == Self.events)
        }
    }

    @Test func `Remembers the last id and the reconnection time`() throws {
        var decoder = ServerSentEventDecoder()
        _ = try decoder.decode(Array("id: a\nretry: 20\n\nid: b\u{0}\n\n".utf8))
        #expect(decoder.lastEventID == "a")
        #expect(decoder.reconnectionTime == .milliseconds(20))
    }

    @Test func `A byte order mark counts only at the start`() throws {
        let events = try decode([Array("data: a\n\n\u{FEFF}data: b\n\ndata: \u{FEFF}c\n\n".utf8)])
        #expect(events.map(\.data) == ["a", "\u{FEFF}c"])
    }

    @Test func `Invalid UTF-8 is replaced`() throws {
        let events = try decode([Array("data: ".utf8) + [0xFF, 0xC3] + Array("\n\n".utf8)])
        #expect(events.map(\.data) == ["\u{FFFD}\u{FFFD}"])
    }

    @Test func `An endless event and an endless line are refused`() {
        var event = ServerSentEventDecoder(maxEventBytes: 100)
        #expect(throws: NetworkError.self) {
            for _ in 0..<20 { _ = try event.decode(Array("data: 0123456789\n".utf8)) }
        }
        var line = ServerSentEventDecoder(maxEventBytes: 100)
        #expect(throws: NetworkError.self) {
            for _ in 0..<20 { _ = try line.decode(Array("0123456789".utf8)) }
        }
    }

    @Test func `Damaged streams never crash, and never depend on the split`() throws {
        var random = SeededGenerator(seed: 1)
        let seeds = [
            Array("event: a\ndata: b\r\nid: 1\n\ndata: c\n\n".utf8), Array(Self.golden.prefix(60)),
            Array("retry: 10\ndata\r\rdata: é\n\n".utf8),
        ]
        let spice = Array("\r\n:\u{0} data".utf8) + [0xEF, 0xBB, 0xBF, 0xFF]
        var delivered = 0
        for round in 0..<100_000 {
            let input = random.mutate(seeds[round % seeds.count], spice: spice)
            let whole = try decode([input])
            delivered += whole.count
            if round % 8 == 0 { #expect(try decode(random.pieces(of: input)) == whole) }
        }
        #expect(delivered > 50_000)
    }
}
