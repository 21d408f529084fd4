import Testing

@testable internal import AgentNetwork

struct ServerSentEventEncoderTests {
    @Test func `Writes every field`() {
        let event = ServerSentEvent(event: "delta", data: "a\nb", id: "7", retry: .milliseconds(1500))
        let text = String(decoding: ServerSentEventEncoder().encode(event), as: UTF8.self)
        #expect(text == "event: delta\nid: 7\nretry: 1500\ndata: a\ndata: b\n\n")
    }

    @Test(arguments: ["", "one", "two\nlines", "ends\n", "\n", "a\r\nb", "a\rb", "ü👋"])
    func `The decoder reads it back`(data: String) throws {
        var decoder = ServerSentEventDecoder()
        let events = try decoder.decode(
            ServerSentEventEncoder().encode(ServerSentEvent(event: "e", data: data, id: "1")))
        let expected = String(data.map { $0 == "\r\n" || $0 == "\r" ? "\n" : $0 })
        #expect(events == [ServerSentEvent(event: "e", data: expected, id: "1")])
    }

    @Test func `Values cannot start a field of their own`() throws {
        var decoder = ServerSentEventDecoder()
        let encoder = ServerSentEventEncoder()
        let event = ServerSentEvent(event: "a\ndata: evil", data: "good", id: "1\r\n\r\n2", retry: .seconds(-5))
        let bytes = encoder.encode(event) + encoder.comment("x\ndata: evil\n\n")
        #expect(
            try decoder.decode(bytes)
                == [ServerSentEvent(event: "adata: evil", data: "good", id: "12", retry: .zero)])
    }
}
