import Testing

@testable internal import AgentNetwork

struct HTTPURLTests {
    @Test(arguments: [
        ("http://example.com", "http", "example.com", 80, "/", "http://example.com/"),
        ("HTTPS://Example.COM/a/b?c=d", "https", "example.com", 443, "/a/b?c=d", "https://example.com/a/b?c=d"),
        ("http://localhost:8080/v1", "http", "localhost", 8080, "/v1", "http://localhost:8080/v1"),
        ("https://h:443/", "https", "h", 443, "/", "https://h/"),
        ("http://h:/x", "http", "h", 80, "/x", "http://h/x"),
        ("http://[::1]:81/x", "http", "::1", 81, "/x", "http://[::1]:81/x"),
        ("https://[2001:DB8::1]", "https", "2001:db8::1", 443, "/", "https://[2001:db8::1]/"),
        ("http://127.0.0.1?q", "http", "127.0.0.1", 80, "/?q", "http://127.0.0.1/?q"),
        ("http://h/a%20b#fragment", "http", "h", 80, "/a%20b", "http://h/a%20b"),
        ("http://h/a:b@c", "http", "h", 80, "/a:b@c", "http://h/a:b@c"),
    ])
    func `Splits and normalises`(
        text: String, scheme: String, host: String, port: Int, target: String, description: String
    ) throws {
        let url = try HTTPURL(text)
        #expect(url.origin.scheme.rawValue == scheme)
        #expect(url.host == host)
        #expect(Int(url.origin.endpoint.port) == port)
        #expect(url.target == target)
        #expect(url.description == description)
        #expect(try HTTPURL(description) == url)
    }

    @Test(arguments: [
        "", "example.com", "ftp://h/", "http:/h", "http://", "http://:80/", "http:///path", "http://h:0/",
        "http://h:65536/", "http://h:8a/", "http://h:+80/", "http://user:secret@h/", "http://h/a b",
        "http://h/\r\nX: y",
        "http://h/ü", "http://müller.de/", "http://[::1", "http://[::1]x/", "http://[127.0.0.1]/",
        "http://[fe80::1%25lo]/",
        "http://h h/", "http://h\u{0}/", "http://h/\u{7F}", "http://h\\@evil/", "http://h/<>",
    ])
    func `Refuses what cannot be requested`(text: String) async {
        let error = await expectError(.invalidURL) { try HTTPURL(text) }
        #expect(error?.message.contains("secret") == false)
    }

    @Test func `Errors show no query`() async {
        let error = await expectError(.invalidURL) { try HTTPURL("http://h:x/?key=secret") }
        #expect(error?.message.contains("secret") == false)
    }

    @Test(arguments: [
        ("http://h", "a/b", "http://h/a/b"),
        ("http://h/", "/a", "http://h/a"),
        ("http://h/v1/", "chat/completions", "http://h/v1/chat/completions"),
        ("http://h/v1?k=v", "a", "http://h/v1/a?k=v"),
    ])
    func `Appends a path`(base: String, suffix: String, expected: String) throws {
        #expect(try HTTPURL(base).appending(path: suffix).description == expected)
    }

    @Test func `Appended paths are checked`() async throws {
        let url = try HTTPURL("http://h/")
        for suffix in ["a b", "a?b", "a#b", "a\r\n", "ü"] {
            await expectError(.invalidURL) { try url.appending(path: suffix) }
        }
    }

    @Test func `Path and query`() throws {
        let url = try HTTPURL("http://h/a?b?c")
        #expect(url.path == "/a")
        #expect(url.query == "b?c")
        #expect(try HTTPURL("http://h/a").query == nil)
    }
}
