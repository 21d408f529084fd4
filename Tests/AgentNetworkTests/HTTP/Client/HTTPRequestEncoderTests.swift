import Testing

@testable internal import AgentNetwork

struct HTTPRequestEncoderTests {
    private let encoder = HTTPRequestEncoder(userAgent: "test/1")

    private func encode(_ request: HTTPRequest, on route: HTTPRoute? = nil) throws -> String {
        String(
            decoding: try encoder.encodeHead(of: request, on: route ?? .direct(request.url.origin)), as: UTF8.self)
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
        let bodies: [(HTTPMethod, HTTPBody, String?)] = [
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
        await expectError(.invalidRequest) { try encode(request) }
    }

    @Test(arguments: ["", "GET /x HTTP/1.1\r\nA:", "GE T", "CONNECT"])
    func `Methods that would break the message are refused`(name: String) async throws {
        let request = HTTPRequest(method: HTTPMethod(name), url: try HTTPURL("http://h/"))
        await expectError(.invalidRequest) { try encode(request) }
    }

    @Test func `A user agent that would break the message is refused`() async throws {
        let request = HTTPRequest(url: try HTTPURL("http://h/"))
        await expectError(.invalidRequest) {
            try HTTPRequestEncoder(userAgent: "a\r\nX-Admin: 1")
                .encodeHead(of: request, on: .direct(request.url.origin))
        }
    }

    @Test func `A length below zero is refused`() async throws {
        let request = HTTPRequest(method: .put, url: try HTTPURL("http://h/"), body: .stream(length: -1) { _ in })
        await expectError(.invalidRequest) { try encode(request) }
    }

    @Test func `A proxy gets the whole URL and its own credentials, an origin never does`() throws {
        let proxy = try HTTPProxy("http://me:secret@proxy:3128")
        let request = HTTPRequest(url: try HTTPURL("http://h:81/a?b"))
        #expect(
            try encode(request, on: .forward(proxy)) == """
                GET http://h:81/a?b HTTP/1.1\r
                Host: h:81\r
                User-Agent: test/1\r
                Accept-Encoding: identity\r
                Proxy-Authorization: Basic bWU6c2VjcmV0\r
                \r

                """)
        let own = HTTPRequest(url: request.url, headers: ["Proxy-Authorization": "Bearer x"])
        #expect(try encode(own, on: .forward(proxy)).contains("\r\nProxy-Authorization: Bearer x\r\n"))
        for route in [HTTPRoute.direct(request.url.origin), .tunnel(request.url.origin, proxy)] {
            #expect(try encode(own, on: route).hasPrefix("GET /a?b HTTP/1.1\r\n"))
            #expect(try !encode(own, on: route).contains("Proxy-Authorization"))
        }
    }

    @Test func `The question whether a body is wanted needs a body`() throws {
        var request = HTTPRequest(method: .post, url: try HTTPURL("http://h/"), body: .bytes([1]))
        request.expectsContinue = true
        #expect(try encode(request).contains("\r\nExpect: 100-continue\r\n"))
        request.body = .bytes([])
        #expect(try !encode(request).contains("Expect"))
    }
}
