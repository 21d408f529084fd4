import Testing

@testable internal import AgentNetwork

struct LineDecoderTests {
    private func lines(_ pieces: [[UInt8]], _ terminator: LineDecoder.Terminator) throws -> [String] {
        var decoder = LineDecoder(terminator: terminator)
        var lines: [[UInt8]] = []
        for piece in pieces { lines += try decoder.decode(piece) }
        if let last = decoder.finish() { lines.append(last) }
        return lines.map { String(decoding: $0, as: UTF8.self) }
    }

    @Test(arguments: [
        ("a\nb\n", LineDecoder.Terminator.lineFeed, ["a", "b"]),
        ("a\r\nb", .lineFeed, ["a", "b"]),
        ("a\rb\n\n", .lineFeed, ["a\rb", ""]),
        ("a\rb\nc\r\nd", .any, ["a", "b", "c", "d"]),
        ("\r\r\n\n", .any, ["", "", ""]),
        ("", .any, []),
        ("{\"a\":1}\n{\"ü\":2}\n", .lineFeed, ["{\"a\":1}", "{\"ü\":2}"]),
    ])
    func `Every split gives the same lines`(text: String, terminator: LineDecoder.Terminator, expected: [String]) throws
    {
        let bytes = Array(text.utf8)
        #expect(try lines([bytes], terminator) == expected)
        #expect(try lines(bytes.map { [$0] }, terminator) == expected)
        for index in bytes.indices {
            #expect(try lines([Array(bytes[..<index]), Array(bytes[index...])], terminator) == expected)
        }
    }

    @Test func `A line over the limit is refused, in one piece and in many`() {
        var whole = LineDecoder(maxLineBytes: 4)
        #expect(throws: NetworkError.self) { try whole.decode(Array("12345\n".utf8)) }
        var pieces = LineDecoder(maxLineBytes: 4)
        #expect(throws: NetworkError.self) {
            for byte in "12345".utf8 { _ = try pieces.decode([byte]) }
        }
    }
}
