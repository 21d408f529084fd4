/// Refuses requests for other hosts, which is how DNS rebinding reaches a server.
///
/// A page whose name is made to point at 127.0.0.1 is, to the browser, of the same origin as the server there; only the `Host`
/// field tells that the name is another.
public struct HTTPHostCheck: HTTPMiddleware {
    private let hosts: [String]
    private let status: HTTPStatus

    /// Creates the middleware.
    ///
    /// - Parameters:
    ///   - hosts: The names and addresses under which the server is reached, without ports; IPv6 without brackets.
    ///   - status: The status of the answer: 421, or 403 for clients that would repeat the request after it.
    public init(hosts: [String], status: HTTPStatus = .misdirectedRequest) {
        self.hosts = hosts
        self.status = status
    }

    /// For servers that only this machine reaches.
    public static let loopback = HTTPHostCheck(hosts: ["localhost", "127.0.0.1", "::1"])

    /// Hands the request on if it is for one of the hosts.
    public func respond(to request: HTTPServerRequest, next: @escaping HTTPHandler) async throws -> HTTPServerResponse {
        guard let host = Self.host(of: request.authority), hosts.contains(where: { host.equalsIgnoringASCIICase($0) })
        else {
            throw HTTPError(status, "the request is for another host; use the name under which this server is known")
        }
        return try await next(request)
    }

    /// The host of an authority, without brackets, port, and the dot that may end a name; nil for anything else.
    static func host(of authority: String) -> Substring.UTF8View? {
        let text = Substring(authority).utf8
        let host: Substring.UTF8View
        let port: Substring.UTF8View
        if text.first == UInt8(ascii: "["), let end = text.firstIndex(of: UInt8(ascii: "]")) {
            host = text[text.index(after: text.startIndex)..<end]
            port = text[text.index(after: end)...]
        } else {
            let name = text.prefix { $0 != ASCII.colon }
            port = text.dropFirst(name.count)
            host = name.last == UInt8(ascii: ".") ? name.dropLast() : name
        }
        let isPort = port.isEmpty || port.first == ASCII.colon && port.dropFirst().allSatisfy { ASCII.digit($0) != nil }
        return isPort && !host.isEmpty ? host : nil
    }
}
