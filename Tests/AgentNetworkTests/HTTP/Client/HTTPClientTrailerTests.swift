import Testing

@testable internal import AgentNetwork

@Suite(.timeLimit(.minutes(5)))
struct HTTPClientTrailerTests {
    private func send(_ write: @escaping @Sendable (HTTPBodyWriter) async throws -> Void) async throws -> String {
        let received = Recorder("")
        let server = try TestServer { peer, _ in
            peer.readHead()
            var body = peer.read(until: "0\r\n")
            while case let line = peer.read(until: "\r\n"), !line.isEmpty {
                body += line
                if line == "\r\n" { break }
            }
            let text = body
            received.change { $0 = text }
            peer.reply("x")
        }
        defer { server.stop() }
        let request = HTTPRequest(
            method: .put, url: try server.url(), headers: ["Trailer": "X-Sum"], body: .stream(write))
        _ = try await HTTPClient(options: .patient).send(request)
        return received.value
    }

    @Test func `Trailers follow the last chunk`() async throws {
        let body = try await send { writer in
            try writer.setTrailers(["X-Sum": "1", "X-Other": "2"])
            try await writer.write(Array("ab".utf8))
            try writer.setTrailers(["X-Sum": "195", "x-time": "a b"])
        }
        #expect(body == "2\r\nab\r\n0\r\nX-Sum: 195\r\nx-time: a b\r\n\r\n")
    }

    @Test func `A body without trailers ends as before`() async throws {
        #expect(try await send { try await $0.write([97]) } == "1\r\na\r\n0\r\n\r\n")
        #expect(try await send { try $0.setTrailers([:]) } == "0\r\n\r\n")
    }

    @Test(arguments: [
        ("Content-Length", "5"), ("transfer-encoding", "chunked"), ("Host", "h"), ("Authorization", "x"),
        ("Set-Cookie", "x"),
        ("Trailer", "x"), ("X", "a\r\nY: b"), ("X\r\n", "a"), ("", "a"),
    ])
    func `Trailers that would change the message are refused`(name: String, value: String) async throws {
        await expectError(.invalidRequest) {
            try await send { writer in try writer.setTrailers(HTTPHeaders([(name, value)])) }
        }
    }

    @Test func `A body of a declared length has no place for them`() async throws {
        let server = try TestServer { peer, _ in peer.readToEnd() }
        defer { server.stop() }
        let request = HTTPRequest(
            method: .put, url: try server.url(), body: .stream(length: 1) { try $0.setTrailers(["X": "1"]) })
        await expectError(.invalidRequest) { try await HTTPClient(options: .patient).send(request) }
    }
}
