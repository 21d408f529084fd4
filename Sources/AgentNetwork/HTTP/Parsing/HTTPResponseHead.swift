/// The status line and the fields of a response.
struct HTTPResponseHead: Sendable, Equatable {
    var status: Int
    var reason: String
    /// The digit after `HTTP/1.`.
    var minorVersion: Int
    var headers: HTTPHeaders

    /// Status 1xx, after which the real response follows; 101 is a final response (RFC 9110 section 15.2.2).
    var isInterim: Bool { (100..<200).contains(status) && status != 101 }

    /// Whether the connection outlives the message (RFC 9112 section 9.3).
    var allowsReuse: Bool {
        if headers.hasToken("close", in: "Connection") { return false }
        return minorVersion >= 1 || headers.hasToken("keep-alive", in: "Connection")
    }
}
