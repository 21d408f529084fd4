/// The first line of a response (RFC 9112 section 4).
struct HTTPStatusLine: Equatable {
    let minorVersion: Int
    let status: Int
    let reason: String

    init(parsing line: ArraySlice<UInt8>) throws(NetworkError) {
        guard line.starts(with: "HTTP/1.".utf8) else {
            throw NetworkError(
                .invalidResponse,
                "expected a status line with HTTP/1.x; the peer speaks another protocol (TLS on a plain port, HTTP/2?)"
            )
        }
        var rest = line.dropFirst(7)
        guard let minor = rest.popFirst().flatMap(ASCII.digit), rest.popFirst() == ASCII.space,
            let status = ASCII.decimal(rest.prefix(3)), rest.prefix(3).count == 3, status >= 100
        else {
            throw NetworkError(.invalidResponse, "expected a status line such as 'HTTP/1.1 200 OK'")
        }
        rest = rest.dropFirst(3)
        // RFC 9112 wants a blank even before an empty reason; servers that leave it out are common and harmless.
        guard rest.isEmpty || rest.popFirst() == ASCII.space, rest.allSatisfy(ASCII.isFieldValueByte) else {
            throw NetworkError(.invalidResponse, "expected a blank and a printable reason after the status code")
        }
        minorVersion = minor
        self.status = status
        reason = HTTPText.decode(rest)
    }
}
