/// The request line and the fields of a request.
struct HTTPRequestHead: Sendable, Equatable {
    var method: HTTPMethod
    /// Path and query as sent, also where the target had the absolute form, or an asterisk for the whole server.
    var target: String
    /// The digit after `HTTP/1.`.
    var minorVersion: Int
    var headers: HTTPHeaders
    /// Host and port as asked for, from the target where that is absolute and from the `Host` field otherwise.
    var authority: String
    /// Which of the fields that steer a connection are there at all, so that they need not be looked for.
    var notable: HTTPNotableFields

    /// Whether the client lets the connection outlive the message (RFC 9112 section 9.3).
    var allowsReuse: Bool {
        guard notable.contains(.connection) else { return minorVersion >= 1 }
        if headers.hasToken("close", in: "Connection") { return false }
        return minorVersion >= 1 || headers.hasToken("keep-alive", in: "Connection")
    }

    /// The client waits for an interim response before it sends its content (RFC 9110 section 10.1.1).
    var expectsContinue: Bool {
        notable.contains(.expect) && minorVersion >= 1 && headers.hasToken("100-continue", in: "Expect")
    }
}
