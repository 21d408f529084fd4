import Testing

@testable internal import AgentNetwork

@Suite(.timeLimit(.minutes(5)))
struct HTTPClientUploadTests {
    /// Reads a whole request and answers with its body.
    private static func echo(_ peer: TestPeer) {
        while case let head = peer.readHead(), !head.isEmpty {
            var body: [UInt8] = []
            if let length = head.firstMatch(of: /Content-Length: (\d+)/) {
                body = peer.read(count: Int(length.1) ?? 0)
            } else if head.contains("Transfer-Encoding: chunked") {
                while case let line = peer.read(until: "\r\n").dropLast(), let size = Int(line, radix: 16), size > 0 {
                    body += peer.read(count: size)
                    _ = peer.read(count: 2)
                }
                _ = peer.read(count: 2)
            }
            peer.write("HTTP/1.1 200 OK\r\nContent-Length: \(body.count)\r\n\r\n")
            peer.write(body)
        }
    }

    @Test(arguments: PollingMechanism.all)
    func `Bodies of every kind`(polling: PollingMechanism) async throws {
        let server = try TestServer { peer, _ in Self.echo(peer) }
        defer { server.stop() }
        // More than the buffers of both ends hold; long enough not to repeat itself in step with them.
        let large = Array(repeatElement(Array((0..<251).map(UInt8.init)), count: 12_000).joined())
        let pieces: @Sendable (HTTPBodyWriter) async throws -> Void = { writer in
            for piece in ["one ", "", "two ", "three"] { try await writer.write(Array(piece.utf8)) }
        }
        try await withGroup(polling) { group in
            let client = HTTPClient(options: .patient, group: group)
            let cases: [(HTTPBody, [UInt8])] = [
                (.empty, []), (.bytes([]), []), (.bytes(Array("small".utf8)), Array("small".utf8)),
                (.bytes(large), large),
                (.stream(pieces), Array("one two three".utf8)),
                (.stream(length: 13, pieces), Array("one two three".utf8)),
                (.stream { try await $0.write(large) }, large),
            ]
            for (body, expected) in cases {
                let request = HTTPRequest(method: .post, url: try server.url(), body: body)
                let response = try await client.send(request)
                #expect(response.body == expected)
            }
        }
    }

    @Test func `A server that answers while it reads does not stall`() async throws {
        let size = 16 * 1024 * 1024
        let server = try TestServer { peer, _ in
            peer.readHead()
            peer.write("HTTP/1.1 200 OK\r\nContent-Length: \(size)\r\n\r\n")
            var left = size
            while left > 0 {
                let bytes = peer.read(count: min(left, 64 * 1024))
                guard !bytes.isEmpty else { return }
                peer.write(bytes)
                left -= bytes.count
            }
        }
        defer { server.stop() }
        let request = HTTPRequest(method: .put, url: try server.url(), body: .bytes([UInt8](repeating: 5, count: size)))
        let response = try await HTTPClient(options: .patient).send(request, maxBodyBytes: size)
        #expect(response.body.count == size)
    }

    @Test func `A server that refuses early is heard`() async throws {
        let server = try TestServer { peer, _ in
            peer.readHead()
            peer.write("HTTP/1.1 413 Too Large\r\nConnection: close\r\nContent-Length: 2\r\n\r\nno")
            peer.readToEnd()
        }
        defer { server.stop() }
        let request = HTTPRequest(
            method: .post, url: try server.url(),
            body: .stream { writer in
                while true { try await writer.write([UInt8](repeating: 0, count: 10_000)) }
            })
        let response = try await HTTPClient(options: .patient).send(request)
        #expect(response.status == 413)
        #expect(response.body == Array("no".utf8))
    }

    @Test func `A failing body closes the connection and is what comes out`() async throws {
        struct Mine: Error {}
        let sawEnd = Signal()
        let server = try TestServer { peer, _ in
            peer.readToEnd()
            sawEnd.fire()
        }
        defer { server.stop() }
        await #expect(throws: Mine.self) {
            let request = HTTPRequest(
                method: .post, url: try server.url(),
                body: .stream { writer in
                    try await writer.write([1])
                    throw Mine()
                })
            _ = try await HTTPClient(options: .patient).send(request)
        }
        await sawEnd.reached()
    }

    @Test(arguments: [2, 4])
    func `A body of another length than declared is refused`(length: Int) async throws {
        let server = try TestServer { peer, _ in peer.readToEnd() }
        defer { server.stop() }
        let request = HTTPRequest(
            method: .post, url: try server.url(), body: .stream(length: length) { try await $0.write([1, 2, 3]) })
        await expectError(.invalidRequest) { try await HTTPClient(options: .patient).send(request) }
    }

    @Test func `A peer that takes nothing ends in a write timeout, on a kept connection too`() async throws {
        let done = Signal()
        let server = try TestServer { peer, _ in
            if peer.readHead().hasPrefix("GET") { peer.reply("x") }
            done.wait()
        }
        defer {
            done.fire()
            server.stop()
        }
        var options = HTTPClientOptions.patient
        options.writeTimeout = .milliseconds(20)
        let client = HTTPClient(options: options)
        let request = HTTPRequest(
            method: .put, url: try server.url(), body: .bytes([UInt8](repeating: 0, count: 32 * 1024 * 1024)))
        await expectError(.timedOut, phase: .write) { try await client.send(request) }
        _ = try await client.send(HTTPRequest(url: try server.url()))
        await expectError(.timedOut, phase: .write) { try await client.send(request) }
        #expect(server.acceptedCount == 2)
    }

    @Test func `The wait for the head starts when the request is sent`() async throws {
        let server = try TestServer { peer, _ in Self.echo(peer) }
        defer { server.stop() }
        let loop = try EventLoopGroup.shared.next()
        let request = HTTPRequest(
            method: .post, url: try server.url(),
            body: .stream { writer in
                // The reader's first wait is over before this; it has to wait again.
                await loop.pause(for: .milliseconds(5_100))
                try await writer.write([1])
            }, responseHeadTimeout: .seconds(5))
        #expect(try await HTTPClient(options: .patient).send(request).body == [1])
    }
}
