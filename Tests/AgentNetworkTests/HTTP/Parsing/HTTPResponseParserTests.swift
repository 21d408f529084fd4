import Testing

@testable internal import AgentNetwork

struct HTTPResponseParserTests {
    struct Golden: Sendable, CustomTestStringConvertible {
        let name: String
        var method = HTTPMethod.get
        let text: String
        let status: Int
        var body = ""
        var trailers: HTTPHeaders = [:]
        var allowsReuse = true

        var testDescription: String { name }
    }

    static let golden: [Golden] = [
        Golden(name: "length", text: "HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nhello", status: 200, body: "hello"),
        Golden(name: "length zero", text: "HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n", status: 200),
        Golden(
            name: "equal lengths", text: "HTTP/1.1 200 OK\r\nContent-Length: 2, 2\r\ncontent-length: 2\r\n\r\nhi",
            status: 200, body: "hi"),
        Golden(name: "no reason", text: "HTTP/1.1 204\r\n\r\n", status: 204),
        Golden(name: "empty reason", text: "HTTP/1.1 304 \r\nContent-Length: 9\r\n\r\n", status: 304),
        Golden(
            name: "head", method: .head, text: "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n", status: 200),
        Golden(
            name: "chunked",
            text: "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n"
                + "5\r\nhello\r\n0a ; ext=\"v\";b\r\n 123456789\r\n1\r\n!\r\n000\r\nX-Sum: 7\r\nY: z\r\n\r\n",
            status: 200, body: "hello 123456789!", trailers: ["X-Sum": "7", "Y": "z"]),
        Golden(
            name: "interim responses",
            text: "HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 103 Early Hints\r\nLink: </a>\r\n\r\n"
                + "HTTP/1.1 200 OK\r\nContent-Length: 1\r\n\r\nx", status: 200, body: "x"),
        Golden(
            name: "until close", text: "HTTP/1.1 200 OK\r\n\r\nall of it", status: 200, body: "all of it",
            allowsReuse: false),
        Golden(
            name: "connection close", text: "HTTP/1.1 200 OK\r\nConnection: Close\r\nContent-Length: 1\r\n\r\nx",
            status: 200, body: "x", allowsReuse: false),
        Golden(
            name: "HTTP/1.0", text: "HTTP/1.0 200 OK\r\nContent-Length: 1\r\n\r\nx", status: 200, body: "x",
            allowsReuse: false),
        Golden(
            name: "HTTP/1.0 keep-alive",
            text: "HTTP/1.0 200 OK\r\nConnection: keep-alive\r\nContent-Length: 1\r\n\r\nx", status: 200, body: "x"),
        Golden(
            name: "switching", text: "HTTP/1.1 101 Switching Protocols\r\nUpgrade: x\r\n\r\n", status: 101,
            allowsReuse: false),
    ]

    @Test(arguments: golden)
    func `Golden messages, split at every byte`(golden: Golden) throws {
        let bytes = Array(golden.text.utf8)
        let whole = try HTTPResponseTranscript(of: [bytes], method: golden.method)
        #expect(whole.head?.status == golden.status)
        #expect(whole.body == golden.body)
        #expect(whole.trailers == golden.trailers)
        #expect(whole.allowsReuse == golden.allowsReuse)
        #expect(try HTTPResponseTranscript(of: bytes.map { [$0] }, method: golden.method) == whole)
        for index in bytes.indices {
            let pieces = [Array(bytes[..<index]), Array(bytes[index...])]
            #expect(try HTTPResponseTranscript(of: pieces, method: golden.method) == whole)
        }
    }

    @Test(arguments: golden.filter { $0.name != "until close" })
    func `A message cut anywhere is reported`(golden: Golden) async {
        let bytes = Array(golden.text.utf8)
        for count in bytes.indices {
            let code: NetworkError.Code = count == 0 ? .connectionClosed : .truncated
            await expectError(code) {
                try HTTPResponseTranscript(of: [Array(bytes[..<count])], method: golden.method)
            }
        }
    }

    @Test func `Fields keep their text`() throws {
        let text = Array("HTTP/1.1 200 Très bien\r\nA:\t 1 \t\r\nB:\r\nC: ü,; \"q\"\r\nD: ".utf8) + [0xE9]
        let transcript = try HTTPResponseTranscript(of: [text + Array("\r\nContent-Length: 0\r\n\r\n".utf8)])
        #expect(transcript.head?.reason == "Très bien")
        #expect(transcript.head?.headers == ["A": "1", "B": "", "C": "ü,; \"q\"", "D": "é", "Content-Length": "0"])
    }

    @Test func `Bytes after the message bar reuse`() throws {
        var parser = HTTPResponseParser(requestMethod: .get)
        parser.feed(Array("HTTP/1.1 204 No\r\n\r\nHTTP/1.1 200 OK".utf8))
        while try parser.next() != nil {}
        #expect(parser.isComplete)
        #expect(!parser.allowsReuse)
    }

    @Test func `Bare line feeds are an option`() throws {
        var limits = HTTPMessageLimits()
        limits.acceptsBareLineFeed = true
        let text = Array("HTTP/1.1 200 OK\nContent-Length: 2\n\nhi".utf8)
        #expect(try HTTPResponseTranscript(of: [text], limits: limits).body == "hi")
    }

    @Test func `Limits`() async {
        var limits = HTTPMessageLimits()
        limits.maxHeadBytes = 60
        limits.maxHeaderCount = 3
        limits.maxChunkLineBytes = 8
        limits.maxInterimResponses = 1
        let inputs = [
            "HTTP/1.1 200 " + String(repeating: "x", count: 80),
            "HTTP/1.1 200 OK\r\nA: " + String(repeating: "x", count: 80),
            "HTTP/1.1 200 OK\r\nAAAAAAAAAA: 1111111111\r\nBBBBBBBBBB: 2222222222\r\n\r\n",
            "HTTP/1.1 200 OK\r\nA: 1\r\nB: 2\r\nC: 3\r\nD: 4\r\n\r\n",
            "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n1;aaaaaaaaaa\r\nx\r\n",
            "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n0\r\nA: 1\r\nB: 2\r\nC: 3\r\nD: 4\r\n\r\n",
            "HTTP/1.1 100 A\r\n\r\nHTTP/1.1 100 A\r\n\r\nHTTP/1.1 200 A\r\n\r\n",
        ]
        for input in inputs {
            await expectError(.limitExceeded) { try HTTPResponseTranscript(of: [Array(input.utf8)], limits: limits) }
            await expectError(.limitExceeded) {
                try HTTPResponseTranscript(of: input.utf8.map { [$0] }, limits: limits)
            }
        }
    }

    @Test func `An error stays`() {
        var parser = HTTPResponseParser(requestMethod: .get)
        parser.feed(Array("nonsense\r\n".utf8))
        #expect(throws: NetworkError.self) { try parser.next() }
        parser.feed(Array("HTTP/1.1 200 OK\r\n\r\n".utf8))
        #expect(throws: NetworkError.self) { try parser.next() }
        #expect(throws: NetworkError.self) { try parser.finish() }
    }

    @Test func `Damaged messages never crash, and never depend on the split`() {
        var random = SeededGenerator(seed: 2)
        let seeds = Self.golden.map { Array($0.text.utf8) }
        let spice = Array("\r\n:,; 0123456789abcdefxHTP/.\u{0}\t".utf8) + [0x80, 0xFF]
        var parsed = 0
        for round in 0..<100_000 {
            let input = random.mutate(seeds[round % seeds.count], spice: spice)
            let whole = outcome([input])
            if case .success = whole { parsed += 1 }
            if round % 8 == 0 { #expect(outcome(random.pieces(of: input)) == whole) }
        }
        #expect(parsed > 10_000)
    }

    /// Errors compare by code: which rule is broken first may be known earlier with fewer bytes.
    private func outcome(_ pieces: [[UInt8]]) -> Result<HTTPResponseTranscript, Outcome> {
        do throws(NetworkError) { return .success(try HTTPResponseTranscript(of: pieces)) } catch {
            return .failure(Outcome(code: error.code))
        }
    }

    private struct Outcome: Error, Equatable {
        let code: NetworkError.Code
    }
}
