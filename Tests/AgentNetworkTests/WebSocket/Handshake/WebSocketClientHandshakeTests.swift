internal import AgentPrimitives
import Testing

@testable internal import AgentNetwork

struct WebSocketClientHandshakeTests {
    private struct Bits: RandomSource {
        func next() -> UInt64 { 0x0807_0605_0403_0201 }
    }

    private func handshake(_ subprotocols: [String] = []) throws -> WebSocketClientHandshake {
        let key = try #require(WebSocketKey(received: "dGhlIHNhbXBsZSBub25jZQ=="))
        return try WebSocketClientHandshake(key: key, subprotocols: subprotocols)
    }

    private func head(
        status: Int = 101, minorVersion: Int = 1, without removed: String = "",
        adding: [(name: String, value: String)] = []
    ) -> HTTPResponseHead {
        let fields: [(name: String, value: String)] = [
            ("Upgrade", "websocket"), ("Connection", "Upgrade"),
            ("Sec-WebSocket-Accept", "s3pPLMBiTxaQ9kYGzzhZRbK+xOo="),
        ]
        return HTTPResponseHead(
            status: status, reason: "", minorVersion: minorVersion,
            headers: HTTPHeaders(fields.filter { $0.name != removed } + adding))
    }

    @Test func `Keys come from the random source`() {
        #expect(WebSocketKey(random: Bits()).text == "AQIDBAUGBwgBAgMEBQYHCA==")
        let keys = Set((0..<50).map { _ in WebSocketKey(random: SystemRandomSource()).text })
        #expect(keys.count == 50)
        #expect(keys.allSatisfy { WebSocketKey(received: $0) != nil })
    }

    @Test func `The request's fields`() throws {
        let headers = try handshake(["atp", "mcp"]).headers(adding: ["Authorization": "Bearer x"])
        #expect(
            headers == [
                "Authorization": "Bearer x", "Upgrade": "websocket", "Connection": "Upgrade",
                "Sec-WebSocket-Version": "13", "Sec-WebSocket-Key": "dGhlIHNhbXBsZSBub25jZQ==",
                "Sec-WebSocket-Protocol": "atp, mcp",
            ])
    }

    @Test(arguments: ["upgrade", "Connection", "Sec-WebSocket-Key", "sec-websocket-extensions"])
    func `Fields of the handshake are not the caller's`(name: String) async throws {
        let handshake = try handshake()
        await expectError(.invalidRequest) { try handshake.headers(adding: HTTPHeaders([(name, "x")])) }
    }

    @Test(arguments: [["a b"], [""], ["mcp", "mcp"], ["a,b"]])
    func `Subprotocols that cannot be offered`(names: [String]) async {
        await expectError(.invalidRequest) { try handshake(names) }
    }

    @Test func `Responses that grant the request`() throws {
        #expect(try handshake().check(head()) == nil)
        #expect(try handshake(["mcp"]).check(head()) == nil)
        let chosen = head(adding: [("Sec-WebSocket-Protocol", "mcp")])
        #expect(try handshake(["atp", "mcp"]).check(chosen) == "mcp")
        let relaxed = head(
            without: "Connection", adding: [("connection", "keep-alive, upgrade"), ("Sec-WebSocket-Extensions", "")])
        #expect(try handshake().check(relaxed) == nil)
    }

    @Test func `Responses that are refused`() async throws {
        let heads = [
            head(status: 200), head(status: 401), head(status: 301), head(minorVersion: 0), head(without: "Upgrade"),
            head(without: "Connection"), head(without: "Sec-WebSocket-Accept"),
            head(adding: [("Sec-WebSocket-Accept", "s3pPLMBiTxaQ9kYGzzhZRbK+xOo=")]),
            head(without: "Sec-WebSocket-Accept", adding: [("Sec-WebSocket-Accept", "S3pPLMBiTxaQ9kYGzzhZRbK+xOo=")]),
            head(adding: [("Sec-WebSocket-Extensions", "permessage-deflate")]),
            head(adding: [("Sec-WebSocket-Protocol", "other")]),
            head(adding: [("Sec-WebSocket-Protocol", "mcp"), ("Sec-WebSocket-Protocol", "mcp")]),
        ]
        let handshake = try handshake(["mcp"])
        for head in heads {
            await expectError(.invalidResponse, phase: .responseHead) { try handshake.check(head) }
        }
    }
}
