import Testing

@testable internal import AgentNetwork

struct WebSocketURLTests {
    @Test(arguments: [
        ("ws://example.com", "http://example.com/", "ws://example.com/"),
        ("WSS://Example.com:8443/a?b=c", "https://example.com:8443/a?b=c", "wss://example.com:8443/a?b=c"),
        ("ws://[::1]:9/x", "http://[::1]:9/x", "ws://[::1]:9/x"), ("wss://h:443/", "https://h/", "wss://h/"),
    ])
    func `URLs and where their handshake goes`(text: String, http: String, normal: String) throws {
        let url = try WebSocketURL(text)
        #expect(url.http.description == http)
        #expect(url.description == normal)
        #expect(WebSocketURL(url.http) == url)
    }

    @Test(arguments: [
        "http://example.com/", "ws:example.com", "ws//example.com", "ws://", "ws://example.com/#top", "ws://u:p@h/",
        "wsx://h/", "", "ws://h/a b",
    ])
    func `Texts that are none`(text: String) async {
        await expectError(.invalidURL) { try WebSocketURL(text) }
    }
}
