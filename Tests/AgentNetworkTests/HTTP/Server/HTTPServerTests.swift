import Testing

@testable internal import AgentNetwork

struct HTTPServerTests {
    private let echo: HTTPHandler = { request in
        let content = try await request.body.collect(maxBytes: 1 << 20)
        return .text("\(request.method) \(request.target) \(String(decoding: content, as: UTF8.self))")
    }

    private func withoutDate(_ text: String) -> String {
        text.split(separator: "\r\n", omittingEmptySubsequences: false).filter { !$0.hasPrefix("Date: ") }
            .joined(separator: "\r\n")
    }

    @Test(arguments: PollingMechanism.all)
    func `A request is answered, and the connection serves the next`(polling: PollingMechanism) async throws {
        try await withHTTPServer(polling: polling, handler: echo) { server, group in
            let client = try await RawClient(server, group)
            for number in 1...3 {
                try await client.send("GET /\(number) HTTP/1.1\r\nHost: a\r\n\r\n")
                let text = try await client.read(until: "GET /\(number) ")
                #expect(text.hasPrefix("HTTP/1.1 200 OK\r\nContent-Type: text/plain; charset=utf-8\r\nDate: "))
                #expect(text.contains("\r\nContent-Length: 7\r\n\r\n"))
                #expect(!text.contains("Connection"))
            }
            #expect(server.statistics.requests == 3)
            client.connection.close()
        }
    }

    @Test func `Pipelined requests are answered in order`() async throws {
        try await withHTTPServer(handler: echo) { server, group in
            let text = try await RawClient(server, group).exchange(
                "GET /1 HTTP/1.1\r\nHost: a\r\n\r\nPOST /2 HTTP/1.1\r\nHost: a\r\nContent-Length: 2\r\n\r\nhi"
                    + "GET /3 HTTP/1.1\r\nHost: a\r\n\r\n")
            let answers = text.split(separator: "HTTP/1.1 ").map { String($0.split(separator: "\r\n\r\n")[1]) }
            #expect(answers == ["GET /1 ", "POST /2 hi", "GET /3 "])
        }
    }

    @Test func `A client that ends its side with the request gets its response`() async throws {
        let handler: HTTPHandler = { request in
            // Something to wait for, so that the end of the client's side is there before the response.
            await Task.yield()
            return .text("done")
        }
        try await withHTTPServer(handler: handler) { server, group in
            let text = try await RawClient(server, group).exchange("GET / HTTP/1.1\r\nHost: a\r\n\r\n")
            #expect(text.hasSuffix("\r\n\r\ndone"))
        }
    }

    @Test func `HEAD, and a status without content, have none`() async throws {
        let handler: HTTPHandler = { request in
            switch request.path {
            case "/empty": HTTPServerResponse(status: .noContent, body: .bytes([1, 2, 3]))
            case "/stream": HTTPServerResponse(body: .stream { try await $0.write([1]) })
            default: .text("hello")
            }
        }
        try await withHTTPServer(handler: handler) { server, group in
            let client = try await RawClient(server, group)
            let text = try await client.exchange(
                "HEAD / HTTP/1.1\r\nHost: a\r\n\r\nGET /empty HTTP/1.1\r\nHost: a\r\n\r\nHEAD /stream HTTP/1.1\r\nHost: a\r\n\r\n"
            )
            #expect(
                withoutDate(text) == """
                    HTTP/1.1 200 OK\r
                    Content-Type: text/plain; charset=utf-8\r
                    Content-Length: 5\r
                    \r
                    HTTP/1.1 204 No Content\r
                    \r
                    HTTP/1.1 200 OK\r
                    \r

                    """)
        }
    }

    @Test func `A stream is sent in chunks, and to HTTP/1.0 until the end of the connection`() async throws {
        let handler: HTTPHandler = { _ in
            HTTPServerResponse(
                body: .stream { writer in
                    try await writer.write(Array("hello ".utf8))
                    try await writer.write(Array("world".utf8))
                })
        }
        try await withHTTPServer(handler: handler) { server, group in
            let new = try await RawClient(server, group).exchange("GET / HTTP/1.1\r\nHost: a\r\n\r\n")
            #expect(
                withoutDate(new) == "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n"
                    + "6\r\nhello \r\n5\r\nworld\r\n0\r\n\r\n")
            let old = try await RawClient(server, group).exchange("GET / HTTP/1.0\r\nConnection: keep-alive\r\n\r\n")
            #expect(withoutDate(old) == "HTTP/1.1 200 OK\r\nConnection: close\r\n\r\nhello world")
        }
    }

    @Test func `A stream of a declared length is counted`() async throws {
        let handler: HTTPHandler = { request in
            HTTPServerResponse(
                body: .stream(length: 3) { writer in
                    try await writer.write([0x61])
                    if request.path == "/whole" { try await writer.write([0x62, 0x63]) }
                })
        }
        try await withHTTPServer(handler: handler) { server, group in
            let whole = try await RawClient(server, group).exchange("GET /whole HTTP/1.1\r\nHost: a\r\n\r\n")
            #expect(whole.hasSuffix("Content-Length: 3\r\n\r\nabc"))
            // Too little: the connection ends, so that nobody takes it for the whole.
            let part = try await RawClient(server, group).exchange(
                "GET /part HTTP/1.1\r\nHost: a\r\n\r\nGET /whole HTTP/1.1\r\nHost: a\r\n\r\n")
            #expect(part.hasSuffix("Content-Length: 3\r\n\r\na"))
        }
    }

    @Test func `A deferred response says itself what it is`() async throws {
        let handler: HTTPHandler = { request in
            .deferred { responder in
                if request.path == "/none" { return }
                let writer = try responder.start(status: .accepted, headers: ["X": "y"], length: 2)
                if request.path == "/twice" { _ = try responder.start() }
                try await writer.write(Array("hi".utf8))
            }
        }
        try await withHTTPServer(handler: handler) { server, group in
            let client = try await RawClient(server, group)
            let text = try await client.exchange(
                "GET / HTTP/1.1\r\nHost: a\r\n\r\nHEAD / HTTP/1.1\r\nHost: a\r\n\r\n")
            let head = "HTTP/1.1 202 Accepted\r\nX: y\r\nContent-Length: 2\r\n\r\n"
            #expect(withoutDate(text) == head + "hi" + head)
            for path in ["/none", "/twice"] {
                let text = try await RawClient(server, group).exchange("GET \(path) HTTP/1.1\r\nHost: a\r\n\r\n")
                #expect(text.hasPrefix("HTTP/1.1 500"), "\(path)")
            }
        }
    }

    @Test func `HTTP/1.0 keeps the connection only when it asks for it`() async throws {
        try await withHTTPServer(handler: echo) { server, group in
            let kept = try await RawClient(server, group).exchange(
                "GET /1 HTTP/1.0\r\nConnection: keep-alive\r\n\r\nGET /2 HTTP/1.0\r\n\r\nGET /3 HTTP/1.0\r\n\r\n")
            #expect(kept.contains("Connection: keep-alive\r\n\r\nGET /1"))
            #expect(kept.hasSuffix("Connection: close\r\n\r\nGET /2 "))
        }
    }

    @Test func `Either side may end the connection`() async throws {
        let handler: HTTPHandler = { request in
            var response = HTTPServerResponse.text("x")
            if request.path == "/server" { response.headers["Connection"] = "close" }
            return response
        }
        try await withHTTPServer(handler: handler) { server, group in
            for request in [
                "GET / HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n", "GET /server HTTP/1.1\r\nHost: a\r\n\r\n",
            ] {
                let client = try await RawClient(server, group)
                try await client.send(request)
                let text = try await client.readToEnd()
                #expect(text.components(of: "Connection: close\r\n") == 1)
            }
        }
    }

    @Test func `A connection serves so many requests`() async throws {
        var options = HTTPServerOptions.patient
        options.maxRequestsPerConnection = 2
        try await withHTTPServer(options: options, handler: echo) { server, group in
            let client = try await RawClient(server, group)
            try await client.send(String(repeating: "GET / HTTP/1.1\r\nHost: a\r\n\r\n", count: 3))
            let text = try await client.readToEnd()
            #expect(text.components(of: "HTTP/1.1 200 OK") == 2)
            #expect(text.components(of: "Connection: close") == 1)
        }
    }

    @Test func `A handler's error becomes a response, and is reported`() async throws {
        struct Failure: Error {}
        let reported = Recorder(0)
        let handler: HTTPHandler = { request in
            switch request.path {
            case "/stream": return HTTPServerResponse(body: .stream { _ in throw Failure() })
            case "/late":
                return HTTPServerResponse(
                    body: .stream { writer in
                        try await writer.write([0x61])
                        throw Failure()
                    })
            case "/header": return HTTPServerResponse(headers: ["X": "a\r\nSet-Cookie: b"])
            case "/framing": return HTTPServerResponse(headers: ["Content-Length": "5"])
            case "/status": return HTTPServerResponse(status: 99)
            default: throw Failure()
            }
        }
        try await withHTTPServer(onError: { _ in reported.change { $0 += 1 } }, handler: handler) { server, group in
            for path in ["/", "/stream", "/header", "/framing", "/status"] {
                let text = try await RawClient(server, group).exchange("GET \(path) HTTP/1.1\r\nHost: a\r\n\r\n")
                #expect(text.hasPrefix("HTTP/1.1 500 Internal Server Error\r\n"), "\(path)")
                #expect(!text.contains("Set-Cookie"))
            }
            let late = try await RawClient(server, group).exchange("GET /late HTTP/1.1\r\nHost: a\r\n\r\n")
            #expect(late.hasSuffix("1\r\na\r\n"))
            #expect(server.statistics.handlerErrors == 5)
        }
        #expect(reported.value == 5)
    }

    @Test func `What is no request is refused with the reason, and the connection ends`() async throws {
        try await withHTTPServer(handler: echo) { server, group in
            for (request, status) in [
                ("GET / HTTP/1.1\r\n\r\n", "400 Bad Request"),
                ("GET /\(String(repeating: "x", count: 20_000)) HTTP/1.1\r\n", "414 URI Too Long"),
                ("PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n", "505 HTTP Version Not Supported"),
                (
                    "GET / HTTP/1.1\r\nHost: a\r\nX: \(String(repeating: "x", count: 70_000))\r\n\r\n",
                    "431 Request Header Fields Too Large"
                ),
                ("POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 99999999999\r\n\r\n", "413 Content Too Large"),
                ("POST / HTTP/1.1\r\nHost: a\r\nExpect: 200-maybe\r\n\r\n", "417 Expectation Failed"),
            ] {
                let client = try await RawClient(server, group)
                try await client.send(request)
                let text = try await client.read(until: "\n")
                #expect(text == "HTTP/1.1 \(status)\r\n")
                client.connection.close()
            }
            #expect(server.statistics.malformedRequests == 2)
            #expect(server.statistics.oversizedRequests == 3)
        }
    }

    @Test func `Bytes sent after a refused request do not take the refusal away`() async throws {
        try await withHTTPServer(handler: echo) { server, group in
            let client = try await RawClient(server, group)
            try await client.send("NONSENSE\r\n\r\n" + String(repeating: "x", count: 200_000))
            let text = try await client.read(until: "\r\n")
            #expect(text == "HTTP/1.1 400 Bad Request\r\n")
            client.connection.close()
        }
    }
}

extension String {
    /// How often `part` stands in it.
    fileprivate func components(of part: String) -> Int {
        var count = 0
        var rest = self[...]
        while let range = rest.firstRange(of: part) {
            count += 1
            rest = rest[range.upperBound...]
        }
        return count
    }
}
