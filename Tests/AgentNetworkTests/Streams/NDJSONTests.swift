import Testing

@testable internal import AgentNetwork

struct NDJSONTests {
    private func documents(_ pieces: [[UInt8]]) throws -> [String] {
        var decoder = NDJSONDecoder()
        var documents: [[UInt8]] = []
        for piece in pieces { documents += try decoder.decode(piece) }
        if let last = decoder.finish() { documents.append(last) }
        return documents.map { String(decoding: $0, as: UTF8.self) }
    }

    @Test(arguments: [
        ("", []),
        ("\n\n \t\r\n", []),
        ("{\"a\":1}\n{\"b\":\"ü\"}\n", ["{\"a\":1}", "{\"b\":\"ü\"}"]),
        ("{}\r\n\n[1]\n2", ["{}", "[1]", "2"]),
        ("1\n \r", ["1"]),
    ])
    func `Every split gives the same documents`(text: String, expected: [String]) throws {
        let bytes = Array(text.utf8)
        #expect(try documents([bytes]) == expected)
        #expect(try documents(bytes.map { [$0] }) == expected)
        for index in bytes.indices {
            #expect(try documents([Array(bytes[..<index]), Array(bytes[index...])]) == expected)
        }
    }

    @Test func `A line over the limit is refused`() {
        var decoder = NDJSONDecoder(maxLineBytes: 4)
        #expect(throws: NetworkError.self) { for byte in "12345".utf8 { _ = try decoder.decode([byte]) } }
    }

    @Test func `A document stays on its line`() throws {
        let encoder = NDJSONEncoder()
        let stream =
            encoder.encode(Array("{\n  \"a\": \"\\n\",\r\n  \"b\": 2\n}".utf8)) + encoder.encode(Array("3".utf8))
        #expect(try documents([stream]) == ["{   \"a\": \"\\n\",    \"b\": 2 }", "3"])
    }
}
