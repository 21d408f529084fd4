import Testing

@testable internal import AgentNetwork

struct HTTPRequestEncoderTests {
    private let encoder = HTTPRequestEncoder(userAgent: "test/1")

    private func encode(_ request: HTTPRequest) throws -> String {
        String(decoding: try encoder.encodeHead(of: request), as: UTF8.self)
    }

    @Test func `A plain GET`() throws {
        let request = HTTPRequest(url: try HTTPURL("http://h:81/a?b"), headers: ["Accept": "*/*"])
        #expect(
            try encode(request) == """
                GET /a?b HTTP/1.1\r
                Host: h:81\r
                Accept: */*\r
                User-Agent: test/1\r
                Accept-Encoding: identity\r
                \r

                """)
    }

    @Test func `Framing follows from the body`() throws {
        let url = try HTTPURL("https://[::1]/")
        let bodies: [(HTTPMethod, HTTPRequestBody, String?)] = [
            (.post, .empty, "Content-Length: 0\r\n"), (.get, .empty, nil),
            (.post, .bytes([1, 2]), "Content-Length: 2\r\n"),
            (.put, .stream(length: 9) { _ in }, "Content-Length: 9\r\n"),
            (.put, .stream { _ in }, "Transfer-Encoding: chunked\r\n"),
        ]
        for (method, body, expected) in bodies {
            let text = try encode(HTTPRequest(method: method, url: url, body: body))
            #expect(text.contains("Host: [::1]\r\n"))
            if let expected { #expect(text.contains(expected)) }
            #expect(text.contains("Content-Length") == (expected?.contains("Content-Length") ?? false))
        }
    }

    @Test func `The caller's own fields win`() throws {
        let request = HTTPRequest(
            url: try HTTPURL("http://h/"), headers: ["Host": "other", "User-Agent": "me", "Accept-Encoding": "gzip"])
        #expect(
            try encode(request) == "GET / HTTP/1.1\r\nHost: other\r\nUser-Agent: me\r\nAccept-Encoding: gzip\r\n\r\n")
    }

    @Test(arguments: [
        ("X", "a\r\nY: b"), ("X", "a\nb"), ("X", "\u{0}"), ("X\r\nY", "a"), ("X:", "a"), ("", "a"), ("X y", "a"),
        ("Content-Length", "5"), ("transfer-encoding", "chunked"),
    ])
    func `Fields that would break the message are refused`(name: String, value: String) async throws {
        let request = HTTPRequest(url: try HTTPURL("http://h/"), headers: HTTPHeaders([(name, value)]))
        await expectError(.invalidRequest) { try encoder.encodeHead(of: request) }
    }

    @Test(arguments: ["", "GET /x HTTP/1.1\r\nA:", "GE T"])
    func `Methods that would break the message are refused`(name: String) async throws {
        let request = HTTPRequest(method: HTTPMethod(name), url: try HTTPURL("http://h/"))
        await expectError(.invalidRequest) { try encoder.encodeHead(of: request) }
    }
}
