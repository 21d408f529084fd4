import Testing

@testable internal import AgentNetwork

struct HTTPByteRangeTests {
    @Test(
        arguments: [
            ("bytes=0-0", .part(0..<1)), ("bytes=0-99", .part(0..<100)), ("bytes=0-1000", .part(0..<100)),
            ("bytes=50-", .part(50..<100)), ("bytes=99-99", .part(99..<100)), ("bytes=-1", .part(99..<100)),
            ("bytes=-1000", .part(0..<100)), ("BYTES= 5-9 ", .part(5..<10)),
            ("bytes=0-99999999999999999999999", .part(0..<100)), ("bytes=-99999999999999999999999", .part(0..<100)),
            ("bytes=100-", .unsatisfiable), ("bytes=100-200", .unsatisfiable), ("bytes=-0", .unsatisfiable),
            ("bytes=99999999999999999999999-", .unsatisfiable), ("bytes=100-,200-300", .unsatisfiable),
            ("bytes=0-1,5-6", .whole), ("bytes=0-1,200-", .whole), ("bytes=", .whole), ("bytes", .whole), ("", .whole),
            ("lines=0-1", .whole), ("bytes=5-1", .whole), ("bytes=-", .whole), ("bytes=a-b", .whole),
            ("bytes=1", .whole),
            ("bytes=+1-2", .whole), ("bytes=1-2-3", .whole), ("bytes=--1", .whole), ("bytes=0-1,x", .whole),
        ] as [(String, HTTPByteRange)])
    func `Ranges of a hundred bytes`(text: String, expected: HTTPByteRange) {
        #expect(HTTPByteRange(parsing: text, size: 100) == expected)
    }

    @Test(arguments: [("bytes=0-", HTTPByteRange.unsatisfiable), ("bytes=-5", .whole), ("bytes=-0", .unsatisfiable)])
    func `Ranges of nothing`(text: String, expected: HTTPByteRange) {
        #expect(HTTPByteRange(parsing: text, size: 0) == expected)
    }

    @Test func `Damaged ranges never crash and never leave the file`() {
        var random = SeededGenerator(seed: 2)
        var parts = 0
        for round in 0..<50_000 {
            let seed = ["bytes=10-20", "bytes=-30", "bytes=0-1, 5-"][round % 3]
            let text = String(decoding: random.mutate(Array(seed.utf8), spice: Array("=-,0 9".utf8)), as: UTF8.self)
            guard case .part(let range) = HTTPByteRange(parsing: text, size: 50) else { continue }
            parts += 1
            #expect(!range.isEmpty && range.lowerBound >= 0 && range.upperBound <= 50)
        }
        #expect(parts > 1000)
    }
}
