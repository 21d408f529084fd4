import Testing

@testable internal import AgentNetwork

struct HTTPDateTests {
    private static let now: Int64 = 1_750_000_000

    @Test(
        arguments: [
            ("Sun, 06 Nov 1994 08:49:37 GMT", 784_111_777),
            ("Sunday, 06-Nov-94 08:49:37 GMT", 784_111_777),
            ("Sun Nov  6 08:49:37 1994", 784_111_777),
            ("Thu, 01 Jan 1970 00:00:00 GMT", 0),
            ("Tue, 29 Feb 2000 23:59:59 GMT", 951_868_799),
            ("Mon, 01 Mar 2100 00:00:00 GMT", 4_107_542_400),
            ("Sunday, 06-Nov-70 00:00:00 GMT", 3_182_457_600),
            ("Sunday, 06-Nov-80 00:00:00 GMT", 342_316_800),
        ] as [(String, Int64)])
    func `The three forms`(text: String, seconds: Int64) {
        #expect(HTTPDate.parse(text, now: Self.now) == seconds)
    }

    @Test(arguments: [
        "", "yesterday", "Sun, 06 Nov 1994 08:49:37", "Sun, 06 Nov 1994 08:49:37 CET", "Sun, 32 Nov 1994 08:49:37 GMT",
        "Sun, 06 Nov 94 08:49:37 GMT", "Sun, 06 Foo 1994 08:49:37 GMT", "Sun, 06 Nov 1994 24:00:00 GMT",
        "Sun, 06 Nov 1994 8:49:37 GMT", "Sun, 06 Nov 1994 08:60:37 GMT", "Sun, 06 Nov 1994 08:49 GMT",
        "Sunday, 06-Nov-1994 08:49:37 GMT", "784111777", "Sun, 06 Nov 99999999999999999999 08:49:37 GMT",
    ])
    func `What is no date`(text: String) {
        #expect(HTTPDate.parse(text, now: Self.now) == nil)
    }

    @Test func `What is written is read`() {
        var random = SeededGenerator(seed: 4)
        for _ in 0..<10_000 {
            let seconds = Int64.random(in: 0...253_402_300_799, using: &random)
            #expect(HTTPDate.parse(HTTPDate.format(seconds), now: Self.now) == seconds)
        }
    }

    @Test func `Damaged dates never crash`() {
        var random = SeededGenerator(seed: 8)
        let seeds = ["Sun, 06 Nov 1994 08:49:37 GMT", "Sunday, 06-Nov-94 08:49:37 GMT", "Sun Nov  6 08:49:37 1994"]
        var read = 0
        for round in 0..<30_000 {
            let bytes = random.mutate(Array(seeds[round % 3].utf8), spice: Array(" :-,09".utf8))
            if HTTPDate.parse(String(decoding: bytes, as: UTF8.self), now: Self.now) != nil { read += 1 }
        }
        #expect(read > 1000)
    }
}
