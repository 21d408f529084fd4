import Testing

@testable internal import AgentNetwork

/// Requests that two recipients could cut at different places; each must be refused whole.
struct HTTPRequestSmugglingTests {
    /// What follows `POST / HTTP/1.1` and a `Host` field.
    enum Payload: String, CaseIterable, Sendable {
        case lengthAndChunked = "Content-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n"
        case chunkedAndLength = "Transfer-Encoding: chunked\r\nContent-Length: 5\r\n\r\n0\r\n\r\n"
        case lengthAndOtherCoding = "Content-Length: 5\r\nTransfer-Encoding: identity\r\n\r\nhello"
        case differingLengths = "Content-Length: 5\r\nContent-Length: 6\r\n\r\nhello!"
        case equalLengths = "Content-Length: 5\r\nContent-Length: 5\r\n\r\nhello"
        case differingLengthsInList = "Content-Length: 5, 6\r\n\r\nhello!"
        case equalLengthsInList = "Content-Length: 5, 5\r\n\r\nhello"
        case signedLength = "Content-Length: +5\r\n\r\nhello"
        case negativeLength = "Content-Length: -5\r\n\r\nhello"
        case hexLength = "Content-Length: 0x5\r\n\r\nhello"
        case lengthWithBlank = "Content-Length: 1 0\r\n\r\n0123456789"
        case lengthWithDot = "Content-Length: 5.0\r\n\r\nhello"
        case emptyLength = "Content-Length:\r\n\r\n"
        case hugeLength = "Content-Length: 18446744073709551621\r\n\r\nhello"
        case chunkedTwice = "Transfer-Encoding: chunked, chunked\r\n\r\n0\r\n\r\n"
        case chunkedInTwoFields = "Transfer-Encoding: chunked\r\nTransfer-Encoding: identity\r\n\r\n0\r\n\r\n"
        case chunkedInTwoEqualFields = "Transfer-Encoding: chunked\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n"
        case chunkedNotLast = "Transfer-Encoding: chunked, gzip\r\n\r\n0\r\n\r\n"
        case chunkedAfterOther = "Transfer-Encoding: gzip, chunked\r\n\r\n0\r\n\r\n"
        case almostChunked = "Transfer-Encoding: xchunked\r\n\r\n0\r\n\r\n"
        case quotedChunked = "Transfer-Encoding: \"chunked\"\r\n\r\n0\r\n\r\n"
        case chunkedWithParameter = "Transfer-Encoding: chunked;q=1\r\n\r\n0\r\n\r\n"
        case chunkedWithComma = "Transfer-Encoding: ,chunked\r\n\r\n0\r\n\r\n"
        case chunkedWithVerticalTab = "Transfer-Encoding: \u{0B}chunked\r\n\r\n0\r\n\r\n"
        case identityCoding = "Transfer-Encoding: identity\r\n\r\n"
        case emptyCoding = "Transfer-Encoding:\r\n\r\n0\r\n\r\n"
        case blankBeforeColon = "Transfer-Encoding : chunked\r\n\r\n0\r\n\r\n"
        case tabBeforeColon = "Content-Length\t: 5\r\n\r\nhello"
        case foldedField = "Transfer-Encoding:\r\n chunked\r\n\r\n0\r\n\r\n"
        case foldedWithTab = "X: a\r\n\tContent-Length: 5\r\n\r\nhello"
        case bareLineFeed = "X: a\nContent-Length: 5\r\n\r\nhello"
        case bareLineFeedAtEnd = "Content-Length: 5\r\n\nhello"
        case bareCarriageReturn = "X: a\rContent-Length: 5\r\n\r\nhello"
        case carriageReturnTwice = "X: a\r\r\nContent-Length: 5\r\n\r\nhello"
        case nulInValue = "X: a\u{0}b\r\nContent-Length: 5\r\n\r\nhello"
        case nulInName = "Content\u{0}-Length: 5\r\n\r\nhello"
        case noColon = "Content-Length 5\r\n\r\nhello"
        case noName = ": 5\r\n\r\nhello"
        case secondHost = "Host: b\r\n\r\n"
        case secondEqualHost = "Host: a\r\n\r\n"
        case signedChunkSize = "Transfer-Encoding: chunked\r\n\r\n+5\r\nhello\r\n0\r\n\r\n"
        case negativeChunkSize = "Transfer-Encoding: chunked\r\n\r\n-5\r\nhello\r\n0\r\n\r\n"
        case prefixedChunkSize = "Transfer-Encoding: chunked\r\n\r\n0x5\r\nhello\r\n0\r\n\r\n"
        case underscoredChunkSize = "Transfer-Encoding: chunked\r\n\r\n0_5\r\nhello\r\n0\r\n\r\n"
        case blankBeforeChunkSize = "Transfer-Encoding: chunked\r\n\r\n 5\r\nhello\r\n0\r\n\r\n"
        case blankAfterChunkSize = "Transfer-Encoding: chunked\r\n\r\n5 \r\nhello\r\n0\r\n\r\n"
        case emptyChunkSize = "Transfer-Encoding: chunked\r\n\r\n\r\nhello\r\n0\r\n\r\n"
        case hugeChunkSize = "Transfer-Encoding: chunked\r\n\r\n10000000000000005\r\nhello\r\n0\r\n\r\n"
        case chunkSizeWithLineFeed = "Transfer-Encoding: chunked\r\n\r\n5\nhello\r\n0\r\n\r\n"
        case extensionWithLineFeed = "Transfer-Encoding: chunked\r\n\r\n5;a\nhello\r\n0\r\n\r\n"
        case extensionWithCarriageReturn = "Transfer-Encoding: chunked\r\n\r\n5;a\rb\r\nhello\r\n0\r\n\r\n"
        case chunkTooLong = "Transfer-Encoding: chunked\r\n\r\n5\r\nhello!\r\n0\r\n\r\n"
        case chunkTooShort = "Transfer-Encoding: chunked\r\n\r\n5\r\nhell\r\n0\r\n\r\n"
        case chunkEndsWithLineFeed = "Transfer-Encoding: chunked\r\n\r\n5\r\nhello\n0\r\n\r\n"
        case lastChunkEndsWithLineFeed = "Transfer-Encoding: chunked\r\n\r\n0\n\n"
        case foldedTrailer = "Transfer-Encoding: chunked\r\n\r\n0\r\nA: b\r\n c\r\n\r\n"
    }

    @Test(arguments: Payload.allCases)
    func `Refused, whole and in single bytes`(payload: Payload) {
        let bytes = Array(("POST / HTTP/1.1\r\nHost: a\r\n" + payload.rawValue).utf8)
        for pieces in [[bytes], bytes.map { [$0] }] {
            let transcript = HTTPRequestTranscript(of: pieces)
            #expect(transcript.rejection != nil)
            #expect(transcript.requests.allSatisfy { $0.trailers == nil })
        }
    }

    @Test(arguments: [
        "GET / HTTP/1.1 ", "GET  / HTTP/1.1", "GET /  HTTP/1.1", "GET\t/ HTTP/1.1", " GET / HTTP/1.1", "GET / http/1.1",
        "GET / HTTP/1.1\r", "GET /a b HTTP/1.1", "GET /a\u{0}b HTTP/1.1", "GET /\u{E9} HTTP/1.1", "GET /a#b HTTP/1.1",
        "GET HTTP/1.1", "GET", "/", "GE(T / HTTP/1.1", "GET / HTTP/1,1", "GET / HTTP/11", "GET / HTTP/1.10",
        "GET path HTTP/1.1", "GET * HTTP/1.1", "GET http:// HTTP/1.1", "GET ftp://a/ HTTP/1.1",
        "GET http://user:secret@a/ HTTP/1.1", "\u{16}\u{3}\u{1}", "GET /\u{7F} HTTP/1.1",
    ])
    func `Request lines that are none`(line: String) {
        #expect(HTTPRequestTranscript(of: line + "\r\nHost: a\r\n\r\n").rejection?.status == .badRequest)
    }

    @Test(arguments: ["HTTP/2.0", "HTTP/3.0", "HTTP/0.9"])
    func `Another version is told as such`(version: String) {
        let transcript = HTTPRequestTranscript(of: "PRI * \(version)\r\n\r\nSM\r\n\r\n")
        #expect(transcript.rejection?.status == .versionNotSupported)
    }

    @Test(arguments: ["a b", "a,b", "a/b", "user@a", "a?b", "a#b", "\"a\"", "a\\b", "a\u{80}"])
    func `Hosts that are none`(host: String) {
        let transcript = HTTPRequestTranscript(of: "GET / HTTP/1.1\r\nHost: \(host)\r\n\r\n")
        #expect(transcript.rejection?.status == .badRequest)
    }

    @Test func `HTTP/1.1 without Host, and chunked in HTTP/1.0`() {
        #expect(HTTPRequestTranscript(of: "GET / HTTP/1.1\r\n\r\n").rejection?.status == .badRequest)
        let chunked = "POST / HTTP/1.0\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n"
        #expect(HTTPRequestTranscript(of: chunked).rejection?.status == .badRequest)
    }

    @Test func `A tunnel is refused`() {
        let transcript = HTTPRequestTranscript(of: "CONNECT a:443 HTTP/1.1\r\nHost: a:443\r\n\r\n")
        #expect(transcript.rejection?.status == .notImplemented)
    }

    @Test func `A line feed alone ends lines only where that is asked for`() {
        var limits = HTTPMessageLimits()
        limits.acceptsBareLineFeed = true
        let text = "GET / HTTP/1.1\nHost: a\n\n"
        #expect(HTTPRequestTranscript(of: text, limits: limits).requests.count == 1)
        #expect(HTTPRequestTranscript(of: text).rejection?.status == .badRequest)
    }
}
