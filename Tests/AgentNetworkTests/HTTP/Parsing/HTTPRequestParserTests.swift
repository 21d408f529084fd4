import Testing

@testable internal import AgentNetwork

struct HTTPRequestParserTests {
    struct Golden: Sendable, CustomTestStringConvertible {
        let name: String
        let text: String
        /// Method, target, authority and content of each request.
        let requests: [String]

        var testDescription: String { name }
    }

    static let golden: [Golden] = [
        Golden(name: "get", text: "GET / HTTP/1.1\r\nHost: a\r\n\r\n", requests: ["GET / a ''"]),
        Golden(
            name: "target with query", text: "GET /a/b?c=d&e=%20 HTTP/1.1\r\nHost: a:80\r\n\r\n",
            requests: ["GET /a/b?c=d&e=%20 a:80 ''"]),
        Golden(
            name: "length", text: "POST /x HTTP/1.1\r\nHost: a\r\nContent-Length: 5\r\n\r\nhello",
            requests: ["POST /x a 'hello'"]),
        Golden(
            name: "length zero", text: "POST /x HTTP/1.1\r\nhost: a\r\ncontent-length: 0\r\n\r\n",
            requests: ["POST /x a ''"]),
        Golden(
            name: "chunked with extension and trailers",
            text: "POST /x HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: Chunked\r\n\r\n"
                + "5\r\nhello\r\n0a ; ext=\"v\";b\r\n 123456789\r\n1\r\n!\r\n000\r\nX-Sum: 7\r\n\r\n",
            requests: ["POST /x a 'hello 123456789!'"]),
        Golden(
            name: "pipelined",
            text: "GET /1 HTTP/1.1\r\nHost: a\r\n\r\nPOST /2 HTTP/1.1\r\nHost: b\r\nContent-Length: 2\r\n\r\nhi"
                + "PUT /3 HTTP/1.1\r\nHost: c\r\nTransfer-Encoding: chunked\r\n\r\n2\r\nho\r\n0\r\n\r\n"
                + "DELETE /4 HTTP/1.1\r\nHost: d\r\n\r\n",
            requests: ["GET /1 a ''", "POST /2 b 'hi'", "PUT /3 c 'ho'", "DELETE /4 d ''"]),
        Golden(
            name: "empty lines before",
            text: "\r\n\r\nGET / HTTP/1.1\r\nHost: a\r\n\r\n\r\nGET /2 HTTP/1.1\r\nHost: a\r\n\r\n",
            requests: ["GET / a ''", "GET /2 a ''"]),
        Golden(name: "HTTP/1.0", text: "GET / HTTP/1.0\r\n\r\n", requests: ["GET /  ''"]),
        Golden(
            name: "absolute form wins over Host", text: "GET http://b:81/x?y HTTP/1.1\r\nHost: a\r\n\r\n",
            requests: ["GET /x?y b:81 ''"]),
        Golden(name: "whole server", text: "OPTIONS * HTTP/1.1\r\nHost: a\r\n\r\n", requests: ["OPTIONS * a ''"]),
        Golden(name: "empty host", text: "GET / HTTP/1.1\r\nHost:\r\n\r\n", requests: ["GET /  ''"]),
        Golden(name: "IPv6 host", text: "GET / HTTP/1.1\r\nHost: [::1]:8\r\n\r\n", requests: ["GET / [::1]:8 ''"]),
        Golden(
            name: "own method", text: "M-SEARCH /x HTTP/1.1\r\nHost: a\r\n\r\n", requests: ["M-SEARCH /x a ''"]),
    ]

    private func summary(_ transcript: HTTPRequestTranscript) -> [String] {
        transcript.requests.map { "\($0.head.method) \($0.head.target) \($0.head.authority) '\($0.bodyText)'" }
    }

    @Test(arguments: golden)
    func `Golden requests, split at every byte and in single bytes`(golden: Golden) {
        let bytes = Array(golden.text.utf8)
        let whole = HTTPRequestTranscript(of: [bytes])
        #expect(whole.rejection == nil)
        #expect(summary(whole) == golden.requests)
        #expect(whole.requests.allSatisfy { $0.trailers != nil })
        for cut in 1..<bytes.count {
            #expect(HTTPRequestTranscript(of: [Array(bytes[..<cut]), Array(bytes[cut...])]) == whole)
        }
        #expect(HTTPRequestTranscript(of: bytes.map { [$0] }) == whole)
    }

    @Test(arguments: golden)
    func `A request that is not complete is none, and no error`(golden: Golden) {
        let whole = HTTPRequestTranscript(of: golden.text)
        for cut in 0..<golden.text.utf8.count {
            let part = HTTPRequestTranscript(of: [Array(golden.text.utf8.prefix(cut))])
            #expect(part.rejection == nil)
            #expect(part.requests.filter { $0.trailers != nil }.count < whole.requests.count)
        }
    }

    @Test func `Trailers are kept apart from the fields`() {
        let text = "POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n0\r\nHost: b\r\nX: y\r\n\r\n"
        let request = HTTPRequestTranscript(of: text).requests.first
        #expect(request?.head.headers["X"] == nil)
        #expect(request?.head.authority == "a")
        #expect(request?.trailers == ["Host": "b", "X": "y"])
    }

    @Test(arguments: [
        ("GET / HTTP/1.1\r\nHost: a\r\n\r\n", true),
        ("GET / HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n", false),
        ("GET / HTTP/1.1\r\nHost: a\r\nConnection: x, Close\r\n\r\n", false),
        ("GET / HTTP/1.0\r\n\r\n", false),
        ("GET / HTTP/1.0\r\nConnection: Keep-Alive\r\n\r\n", true),
        ("GET / HTTP/1.0\r\nConnection: keep-alive, close\r\n\r\n", false),
    ])
    func `Whether the connection outlives the request`(text: String, allowsReuse: Bool) {
        #expect(HTTPRequestTranscript(of: text).requests.first?.head.allowsReuse == allowsReuse)
    }

    struct Excess: Sendable, CustomTestStringConvertible {
        let name: String
        let text: String
        let status: HTTPStatus

        var testDescription: String { name }
    }

    static let excesses: [Excess] = [
        Excess(
            name: "target", text: "GET /\(String(repeating: "x", count: 600)) HTTP/1.1\r\nHost: a\r\n\r\n",
            status: .uriTooLong),
        Excess(name: "endless target", text: "GET /\(String(repeating: "x", count: 900))", status: .uriTooLong),
        Excess(
            name: "field", text: "GET / HTTP/1.1\r\nHost: a\r\nX: \(String(repeating: "x", count: 1000))\r\n\r\n",
            status: .headerFieldsTooLarge),
        Excess(
            name: "endless field", text: "GET / HTTP/1.1\r\nHost: a\r\nX: \(String(repeating: "x", count: 2000))",
            status: .headerFieldsTooLarge),
        Excess(
            name: "field count", text: "GET / HTTP/1.1\r\nHost: a\r\n\(String(repeating: "X: y\r\n", count: 16))\r\n",
            status: .headerFieldsTooLarge),
        Excess(
            name: "length", text: "POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 101\r\n\r\n", status: .contentTooLarge),
        Excess(
            name: "chunks",
            text: "POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n"
                + String(repeating: "a\r\n0123456789\r\n", count: 11),
            status: .contentTooLarge),
        Excess(
            name: "chunk extension",
            text:
                "POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n1;\(String(repeating: "x", count: 80))",
            status: .headerFieldsTooLarge),
        Excess(
            name: "trailers",
            text: "POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n"
                + String(repeating: "X: y\r\n", count: 17),
            status: .headerFieldsTooLarge),
    ]

    @Test(arguments: excesses)
    func `A limit that is passed gets its own status`(excess: Excess) {
        var limits = HTTPMessageLimits()
        limits.maxTargetBytes = 500
        limits.maxHeadBytes = 900
        limits.maxHeaderCount = 16
        limits.maxBodyBytes = 100
        limits.maxChunkLineBytes = 60
        for pieces in [[Array(excess.text.utf8)], excess.text.utf8.map { [$0] }] {
            let rejection = HTTPRequestTranscript(of: pieces, limits: limits).rejection
            #expect(rejection?.status == excess.status)
            #expect(rejection?.error.code == .limitExceeded)
        }
    }

    @Test func `Exactly the limits are fine`() {
        var limits = HTTPMessageLimits()
        limits.maxBodyBytes = 5
        limits.maxHeaderCount = 2
        let text = "POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 5\r\n\r\nhello"
        #expect(HTTPRequestTranscript(of: text, limits: limits).rejection == nil)
    }

    @Test func `Bytes after a request are left for another protocol`() throws {
        var parser = HTTPRequestParser()
        parser.feed(Array("GET / HTTP/1.1\r\nHost: a\r\nUpgrade: x\r\n\r\n\u{1}\u{2}".utf8))
        guard case .head? = try parser.next() else {
            Issue.record("expected a head")
            return
        }
        #expect(parser.takeLeftover() == [1, 2])
    }

    @Test func `Random damage never crashes, and single bytes agree with the whole`() {
        var generator = SeededGenerator(seed: 7)
        let spice = Array("\r\n :;,0aA\t\0".utf8) + [0xFF, 0x7F]
        for round in 0..<4_000 {
            let original = Self.golden[round % Self.golden.count].text
            let bytes = generator.mutate(Array(original.utf8), spice: spice)
            let whole = HTTPRequestTranscript(of: [bytes])
            let pieces = HTTPRequestTranscript(of: generator.pieces(of: bytes))
            #expect(whole == pieces)
        }
    }

    @Test func `A head in single bytes costs a bounded number of steps`() {
        // Quadratic work would make this test take minutes.
        let text = "GET / HTTP/1.1\r\nHost: a\r\nX: \(String(repeating: "x", count: 60_000))\r\n\r\n"
        #expect(HTTPRequestTranscript(of: text.utf8.map { [$0] }).requests.count == 1)
    }
}
