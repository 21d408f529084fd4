/// Writes the field lines after a chunked body (RFC 9112 section 7.1.2).
enum HTTPTrailerEncoder {
    /// Fields that decide how the message is passed on or read: a recipient that merged them into the head afterwards would
    /// read another message than those before it did (RFC 9110 section 6.5.1).
    private static let refused = [
        "Transfer-Encoding", "Content-Length", "Host", "Trailer", "TE", "Connection", "Upgrade", "Expect",
        "Max-Forwards",
        "Content-Encoding", "Content-Type", "Content-Range", "Range", "Cache-Control", "Pragma", "Authorization",
        "Proxy-Authorization", "WWW-Authenticate", "Proxy-Authenticate", "Cookie", "Set-Cookie",
    ]

    /// - Throws: `invalidRequest` for such fields and for illegal characters.
    static func encode(_ trailers: HTTPHeaders) throws(NetworkError) -> [UInt8] {
        var lines: [UInt8] = []
        for field in trailers {
            if let name = refused.first(where: { field.isNamed($0) }) {
                throw NetworkError(
                    .invalidRequest, "the field \(name) has to be known before the body; send it in the head")
            }
            try HTTPRequestEncoder.append(field, to: &lines)
        }
        return lines
    }
}
