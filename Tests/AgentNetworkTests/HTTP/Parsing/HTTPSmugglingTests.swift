import Testing

@testable internal import AgentNetwork

/// Responses that two recipients could cut at different places; each must be refused whole.
struct HTTPSmugglingTests {
    enum Payload: String, CaseIterable, Sendable {
        case lengthAndChunked = "Content-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n"
        case chunkedAndLength = "Transfer-Encoding: chunked\r\nContent-Length: 5\r\n\r\n0\r\n\r\n"
        case differingLengths = "Content-Length: 5\r\nContent-Length: 6\r\n\r\nhello!"
        case differingLengthsInList = "Content-Length: 5, 6\r\n\r\nhello!"
        case signedLength = "Content-Length: +5\r\n\r\nhello"
        case negativeLength = "Content-Length: -5\r\n\r\nhello"
        case hexLength = "Content-Length: 0x5\r\n\r\nhello"
        case lengthWithBlank = "Content-Length: 1 0\r\n\r\n0123456789"
        case emptyLength = "Content-Length:\r\n\r\n"
        case hugeLength = "Content-Length: 18446744073709551621\r\n\r\nhello"
        case chunkedTwice = "Transfer-Encoding: chunked, chunked\r\n\r\n0\r\n\r\n"
        case chunkedInTwoFields = "Transfer-Encoding: chunked\r\nTransfer-Encoding: identity\r\n\r\n0\r\n\r\n"
        case chunkedNotLast = "Transfer-Encoding: chunked, gzip\r\n\r\n0\r\n\r\n"
        case almostChunked = "Transfer-Encoding: xchunked\r\n\r\n0\r\n\r\n"
        case quotedChunked = "Transfer-Encoding: \"chunked\"\r\n\r\n0\r\n\r\n"
        case chunkedWithVerticalTab = "Transfer-Encoding: \u{0B}chunked\r\n\r\n0\r\n\r\n"
        case blankBeforeColon = "Transfer-Encoding : chunked\r\n\r\n0\r\n\r\n"
        case tabBeforeColon = "Content-Length\t: 5\r\n\r\nhello"
        case foldedField = "Transfer-Encoding:\r\n chunked\r\n\r\n0\r\n\r\n"
        case foldedFirstField = " Content-Length: 5\r\n\r\nhello"
        case bareLineFeed = "X: a\nContent-Length: 5\r\n\r\nhello"
        case bareLineFeedAtEnd = "Content-Length: 5\r\n\nhello"
        case bareCarriageReturn = "X: a\rContent-Length: 5\r\n\r\nhello"
        case nulInValue = "X: a\u{0}b\r\nContent-Length: 5\r\n\r\nhello"
        case nulInName = "Content\u{0}-Length: 5\r\n\r\nhello"
        case noColon = "Content-Length 5\r\n\r\nhello"
        case noName = ": 5\r\n\r\nhello"
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
        case chunkEndsWithLineFeed = "Transfer-Encoding: chunked\r\n\r\n5\r\nhello\n0\r\n\r\n"
        case foldedTrailer = "Transfer-Encoding: chunked\r\n\r\n0\r\nA: b\r\n c\r\n\r\n"
    }

    @Test(arguments: Payload.allCases)
    func `Refused`(payload: Payload) async {
        let bytes = Array(("HTTP/1.1 200 OK\r\n" + payload.rawValue).utf8)
        await expectError(.invalidResponse) { try HTTPResponseTranscript(of: [bytes]) }
        await expectError(.invalidResponse) { try HTTPResponseTranscript(of: bytes.map { [$0] }) }
    }

    @Test(arguments: [
        "HTTP/2 200 OK", "HTTP/1.1  200 OK", "HTTP/1.1 20 OK", "HTTP/1.1 2000", "HTTP/1.1 099 X", "HTTP/1.1 200\tOK",
        "HTTP/1.x 200 OK", "http/1.1 200 OK", " HTTP/1.1 200 OK", "\r\nHTTP/1.1 200 OK", "HTTP/1.1 +20 OK",
        "HTTP/1.1 200 a\u{1}b", "\u{16}\u{3}\u{1}", "<html>",
    ])
    func `Status lines that are none`(line: String) async {
        await expectError(.invalidResponse) {
            try HTTPResponseTranscript(of: [Array((line + "\r\nContent-Length: 0\r\n\r\n").utf8)])
        }
    }

    @Test func `Chunked in HTTP/1.0 is refused`() async {
        let text = "HTTP/1.0 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n"
        await expectError(.invalidResponse) { try HTTPResponseTranscript(of: [Array(text.utf8)]) }
    }
}
