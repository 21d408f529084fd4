import Testing

@testable internal import AgentNetwork

struct HTTPServerContentTests {
    private let collect: HTTPHandler = { request in
        let content = try await request.body.collect(maxBytes: 4 << 20)
        return .text("\(content.count) \(request.body.trailers["X-Sum"] ?? "-")")
    }

    @Test(arguments: PollingMechanism.all)
    func `Content comes with a length or in chunks, however it is cut`(polling: PollingMechanism) async throws {
        try await withHTTPServer(polling: polling, handler: collect) { server, group in
            let client = try await RawClient(server, group)
            let content = String(repeating: "x", count: 1 << 20)
            try await client.send("POST / HTTP/1.1\r\nHost: a\r\nContent-Length: \(content.utf8.count)\r\n\r\n")
            try await client.send(content)
            #expect(try await client.read(until: "1048576 -").hasPrefix("HTTP/1.1 200 OK"))
            for piece in [
                "POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n", "5\r", "\nhel", "lo\r\n0\r\n",
                "X-Sum: 7\r\n\r\n",
            ] {
                try await client.send(piece)
            }
            #expect(try await client.read(until: "5 7").hasPrefix("HTTP/1.1 200 OK"))
            client.connection.close()
        }
    }

    @Test func `A client that waits to be asked is asked when its content is read`() async throws {
        let mayRead = Signal()
        let handler: HTTPHandler = { request in
            await mayRead.reached()
            let content = try await request.body.collect(maxBytes: 100)
            return .text(String(decoding: content, as: UTF8.self))
        }
        try await withHTTPServer(handler: handler) { server, group in
            let client = try await RawClient(server, group)
            try await client.send("POST / HTTP/1.1\r\nHost: a\r\nExpect: 100-continue\r\nContent-Length: 2\r\n\r\n")
            mayRead.fire()
            #expect(try await client.read(until: "\r\n\r\n") == "HTTP/1.1 100 Continue\r\n\r\n")
            try await client.send("hi")
            #expect(try await client.read(until: "\r\n\r\nhi").hasPrefix("HTTP/1.1 200 OK"))
            client.connection.close()
        }
    }

    @Test func `A client that waits and is not asked gets the response, and the connection ends`() async throws {
        try await withHTTPServer(handler: { _ in .text("no", status: .forbidden) }) { server, group in
            let client = try await RawClient(server, group)
            try await client.send("POST / HTTP/1.1\r\nHost: a\r\nExpect: 100-continue\r\nContent-Length: 2\r\n\r\n")
            let text = try await client.exchange("")
            #expect(text.hasPrefix("HTTP/1.1 403 Forbidden"))
            #expect(text.contains("Connection: close"))
        }
    }

    @Test func `Content that is not read is skipped when it is short`() async throws {
        try await withHTTPServer(handler: { .text("\($0.path)") }) { server, group in
            let content = String(repeating: "GET /smuggled HTTP/1.1\r\nHost: a\r\n\r\n", count: 100)
            let text = try await RawClient(server, group).exchange(
                "POST /1 HTTP/1.1\r\nHost: a\r\nContent-Length: \(content.utf8.count)\r\n\r\n\(content)"
                    + "POST /2 HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nhello\r\n0\r\n\r\n"
                    + "GET /3 HTTP/1.1\r\nHost: a\r\n\r\n")
            let answers = text.split(separator: "HTTP/1.1 ").map { String($0.split(separator: "\r\n\r\n")[1]) }
            #expect(answers == ["/1", "/2", "/3"])
        }
    }

    @Test func `Content that is not read and long ends the connection after the response`() async throws {
        try await withHTTPServer(handler: { _ in .text("enough", status: .forbidden) }) { server, group in
            let client = try await RawClient(server, group)
            try await client.send("POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 10000000\r\n\r\n")
            // The client is still sending: it must get the response and no reset.
            try await client.send(String(repeating: "x", count: 500_000))
            let text = try await client.read(until: "enough")
            #expect(text.hasPrefix("HTTP/1.1 403 Forbidden"))
            #expect(text.contains("Connection: close"))
            client.connection.close()
        }
    }

    @Test func `Content over the limit is refused as it arrives`() async throws {
        var options = HTTPServerOptions.patient
        options.limits.maxBodyBytes = 1000
        try await withHTTPServer(options: options, handler: collect) { server, group in
            let client = try await RawClient(server, group)
            try await client.send(
                "POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n"
                    + "3e8\r\n\(String(repeating: "x", count: 1000))\r\n1\r\ny\r\n0\r\n\r\n")
            #expect(try await client.read(until: "\n") == "HTTP/1.1 413 Content Too Large\r\n")
            client.connection.close()
        }
    }

    @Test func `Broken chunks are the client's fault`() async throws {
        try await withHTTPServer(handler: collect) { server, group in
            let client = try await RawClient(server, group)
            try await client.send("POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n")
            #expect(try await client.read(until: "\n") == "HTTP/1.1 400 Bad Request\r\n")
            #expect(server.statistics.malformedRequests == 1)
            client.connection.close()
        }
    }

    @Test func `Content that stops coming is told in time`() async throws {
        var options = HTTPServerOptions.patient
        options.bodyTimeout = .milliseconds(20)
        try await withHTTPServer(options: options, handler: collect) { server, group in
            let client = try await RawClient(server, group)
            try await client.send("POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 5\r\n\r\nhe")
            #expect(try await client.read(until: "\n") == "HTTP/1.1 408 Request Timeout\r\n")
            client.connection.close()
        }
    }

    @Test func `A request kept beyond its response has no content any more`() async throws {
        let kept = Recorder<HTTPServerRequest?>(nil)
        let handler: HTTPHandler = { request in
            if request.method == .post { kept.change { $0 = request } }
            return .text("x")
        }
        try await withHTTPServer(handler: handler) { server, group in
            let client = try await RawClient(server, group)
            try await client.send("POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 5\r\n\r\nhello")
            _ = try await client.read(until: "\r\n\r\nx")
            // The answer to a second request shows that the first one is over.
            try await client.send("GET / HTTP/1.1\r\nHost: a\r\n\r\n")
            _ = try await client.read(until: "\r\n\r\nx")
            client.connection.close()
            let request = try #require(kept.value)
            await expectError(.invalidUse) { try await request.body.next() }
        }
    }

    @Test func `A slow reader holds the writer back`() async throws {
        let total = 64 << 20
        let written = Recorder(0)
        let handler: HTTPHandler = { _ in
            HTTPServerResponse(
                body: .stream(length: total) { writer in
                    let piece = [UInt8](repeating: 0x78, count: 1 << 20)
                    for _ in 0..<(total >> 20) {
                        try await writer.write(piece)
                        written.change { $0 += piece.count }
                    }
                })
        }
        try await withHTTPServer(handler: handler) { server, group in
            let client = try await RawClient(server, group)
            try await client.send("GET / HTTP/1.1\r\nHost: a\r\n\r\n")
            _ = try await client.read(until: "\r\n\r\n")
            // The system's buffers take some; all of it would mean that nobody waited.
            #expect(written.value < total)
            var count = 0
            while count < total, let bytes = try await client.connection.read() { count += bytes.count }
            #expect(count == total)
            client.connection.close()
        }
    }
}
