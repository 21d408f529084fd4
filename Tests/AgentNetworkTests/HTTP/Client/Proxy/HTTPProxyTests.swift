internal import AgentPrimitives
import Testing

@testable internal import AgentNetwork

struct HTTPProxyTests {
    @Test(arguments: [
        ("http://proxy:3128", "http://proxy:3128", nil), ("proxy:3128", "http://proxy:3128", nil),
        ("proxy", "http://proxy:80", nil), ("https://Proxy/", "https://proxy:443", nil),
        ("HTTP://[::1]:3128/path?x", "http://[::1]:3128", nil),
        ("http://me:secret@proxy:1", "http://proxy:1", "Basic bWU6c2VjcmV0"),
        ("me@proxy:1", "http://proxy:1", "Basic bWU6"),
        ("http://a%40b:c%3Ad%2F@proxy:1", "http://proxy:1", "Basic YUBiOmM6ZC8="),
        ("http://me:p@ss:w@proxy:1", "http://proxy:1", "Basic bWU6cEBzczp3"),
        ("http://m%C3%BC:%ff@proxy:1", "http://proxy:1", "Basic bcO8Ov8="),
    ])
    func `Texts of proxies`(text: String, expected: String, authorization: String?) throws {
        let proxy = try HTTPProxy(text)
        #expect(proxy.description == expected)
        #expect(proxy.authorization?.reveal() == authorization)
    }

    @Test(arguments: [
        "", "http://", "socks5://me:hunter2@h:1", "http://me:hunter2@", "http://me:hunter2@h:0",
        "http://me:hun/ter2@h:1",
        "http://me:hunter2@h:x", "http://me:hunter2%@h:1", "http://me:hunter2%zz@h:1", "http://a%3Ab:hunter2@h:1",
        "http://me:hunter2@h h:1", "http://me:hunter2@h:1:2", "ftp://h", "http://me:hunter2@[::1",
    ])
    func `What is none is refused without its password`(text: String) async {
        let error = await expectError(.invalidURL) { try HTTPProxy(text) }
        #expect(error.map { String(describing: $0).contains("hun") } == false)
    }

    @Test func `Credentials do not show`() throws {
        let proxy = try HTTPProxy("http://me:hunter2@h:1")
        var dumped = ""
        dump(proxy, to: &dumped)
        dump(HTTPProxySettings(all: proxy), to: &dumped)
        dumped += "\(proxy) \(String(reflecting: proxy)) \(HTTPProxySettings(all: proxy))"
        #expect(!dumped.contains("hunter2"))
        #expect(!dumped.contains("bWU6"))
    }

    @Test func `Connections are not shared between users of a proxy`() throws {
        let routes = try Set(
            ["http://a:b@h:1", "http://a:c@h:1", "http://h:1"].map { HTTPRoute.forward(try HTTPProxy($0)) })
        #expect(routes.count == 3)
    }
}
