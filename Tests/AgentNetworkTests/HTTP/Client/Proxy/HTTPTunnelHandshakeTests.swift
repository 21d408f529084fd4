import Testing

@testable internal import AgentNetwork

struct HTTPTunnelHandshakeTests {
    private func handshake(
        _ proxy: String = "http://me:secret@p:1", limits: HTTPMessageLimits = .tunnel
    ) throws -> HTTPTunnelHandshake {
        HTTPTunnelHandshake(
            to: Endpoint(host: "::1", port: 443), through: try HTTPProxy(proxy), userAgent: "test/1", limits: limits)
    }

    /// Whether the tunnel is open after these pieces.
    private func outcome(_ pieces: [[UInt8]], limits: HTTPMessageLimits = .tunnel) throws -> Bool {
        var handshake = try handshake(limits: limits)
        for piece in pieces where try handshake.feed(piece) { return true }
        throw handshake.finish()
    }

    @Test func `The request`() throws {
        #expect(
            String(decoding: try handshake().request(), as: UTF8.self) == """
                CONNECT [::1]:443 HTTP/1.1\r
                Host: [::1]:443\r
                User-Agent: test/1\r
                Proxy-Authorization: Basic bWU6c2VjcmV0\r
                \r

                """)
        #expect(try !String(decoding: handshake("p:1").request(), as: UTF8.self).contains("Proxy-Authorization"))
    }

    static let positive = [
        "HTTP/1.1 200 Connection established\r\n\r\n", "HTTP/1.0 200 OK\r\nProxy-Agent: x\r\n\r\n",
        "HTTP/1.1 204\r\nConnection: close\r\n\r\n", "HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\n",
        "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n",
        "HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 200 OK\r\n\r\n",
    ]

    @Test(arguments: positive)
    func `Positive answers, split at every byte`(text: String) async throws {
        let bytes = Array(text.utf8)
        #expect(try outcome([bytes]))
        #expect(try outcome(bytes.map { [$0] }))
        for index in bytes.indices {
            #expect(try outcome([Array(bytes[..<index]), Array(bytes[index...])]))
            await expectError(index == 0 ? .connectionClosed : .truncated) { try outcome([Array(bytes[..<index])]) }
        }
    }

    @Test(arguments: [101, 300, 403, 407, 502, 599])
    func `Other answers are refusals`(status: Int) async {
        let answer = Array("HTTP/1.1 \(status) No\r\nContent-Length: 3\r\n\r\nabc".utf8)
        let error = await expectError(.proxyRefused, phase: .tunnel) { try outcome([answer]) }
        #expect(error?.underlying == .status(status))
        #expect(error?.message.contains("secret") == false)
        #expect(error?.message.contains("credentials") == (status == 407))
    }

    @Test(arguments: [
        "HTTP/1.1 200 OK\r\n\r\nx", "HTTP/1.1 200 OK\r\n\r\nHTTP/1.1 200 OK\r\n\r\n", "SSH-2.0\r\n",
        "HTTP/2 200\r\n\r\n",
    ])
    func `Answers that are none, or more than one`(text: String) async {
        await expectError(.invalidResponse) { try outcome([Array(text.utf8)]) }
    }

    @Test func `Limits`() async {
        var limits = HTTPMessageLimits.tunnel
        limits.maxHeadBytes = 50
        limits.maxInterimResponses = 1
        for text in [
            "HTTP/1.1 200 OK\r\nA: \(String(repeating: "x", count: 60))",
            "HTTP/1.1 100 A\r\n\r\nHTTP/1.1 100 A\r\n\r\nHTTP/1.1 200 A\r\n\r\n",
        ] {
            await expectError(.limitExceeded) { try outcome([Array(text.utf8)], limits: limits) }
        }
    }

    @Test func `Damaged answers never crash`() {
        var random = SeededGenerator(seed: 5)
        var opened = 0
        for round in 0..<20_000 {
            let seed = Array(Self.positive[round % Self.positive.count].utf8)
            let input = random.mutate(seed, spice: Array("\r\n: 0123HTP/.\u{0}".utf8) + [0xFF])
            if (try? outcome(random.pieces(of: input))) == true { opened += 1 }
        }
        #expect(opened > 2000)
    }
}
