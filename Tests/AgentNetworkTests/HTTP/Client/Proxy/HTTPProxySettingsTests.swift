import Testing

@testable internal import AgentNetwork

struct HTTPProxySettingsTests {
    private func proxy(_ environment: [String: String], _ url: String) throws -> String? {
        try HTTPProxySettings(environment: environment).proxy(for: HTTPURL(url).origin)?.description
    }

    @Test(arguments: [
        ([:], nil, nil),
        (["HTTP_PROXY": "p:1"], "http://p:1", nil), (["HTTPS_PROXY": "p:2"], nil, "http://p:2"),
        (["ALL_PROXY": "p:3"], "http://p:3", "http://p:3"),
        (["all_proxy": "https://p:3"], "https://p:3", "https://p:3"),
        (["HTTP_PROXY": "p:1", "ALL_PROXY": "p:3"], "http://p:1", "http://p:3"),
        (["http_proxy": "p:1", "HTTP_PROXY": "p:9"], "http://p:1", nil),
        (["https_proxy": "", "HTTPS_PROXY": "p:2"], nil, "http://p:2"),
        (["HTTPS_PROXY": "", "ALL_PROXY": ""], nil, nil),
        (["HTTP_PROXY": "p:1", "REQUEST_METHOD": "GET"], nil, nil),
        (["HTTP_PROXY": "p:1", "REQUEST_METHOD": ""], nil, nil),
        (["http_proxy": "p:1", "HTTP_PROXY": "p:9", "REQUEST_METHOD": "GET"], "http://p:1", nil),
        (["HTTP_PROXY": "p:1", "HTTPS_PROXY": "p:2", "REQUEST_METHOD": "GET"], nil, "http://p:2"),
        (["ALL_PROXY": "p:3", "NO_PROXY": "a.com"], nil, nil), (["ALL_PROXY": "p:3", "no_proxy": "*"], nil, nil),
        (["ALL_PROXY": "p:3", "no_proxy": "b.com", "NO_PROXY": "a.com"], "http://p:3", "http://p:3"),
        (["ALL_PROXY": "p:3", "NO_PROXY": "a.com:443"], "http://p:3", nil),
    ])
    func `Variables`(environment: [String: String], http: String?, https: String?) throws {
        #expect(try proxy(environment, "http://a.com") == http)
        #expect(try proxy(environment, "https://a.com") == https)
    }

    @Test func `An unusable proxy fails the requests that need it, not the others`() async throws {
        let environment = ["ALL_PROXY": "socks5://me:hunter2@p:1", "HTTPS_PROXY": "p:2", "NO_PROXY": "b.com"]
        let error = await expectError(.invalidURL) { try proxy(environment, "http://a.com") }
        #expect(error?.message.contains("ALL_PROXY") == true)
        #expect(error?.message.contains("hunter2") == false)
        #expect(try proxy(environment, "https://a.com") == "http://p:2")
        #expect(try proxy(environment, "http://b.com") == nil)
        #expect(try proxy(environment, "http://localhost") == nil)
    }

    @Test(arguments: [
        "http://localhost", "http://LOCALHOST.", "http://api.localhost:8080", "http://127.0.0.1", "http://127.9.9.9",
        "http://[::1]",
        "http://[::ffff:127.0.0.1]",
    ])
    func `The machine itself is reached directly, unless it is not wanted`(url: String) throws {
        var settings = HTTPProxySettings(all: try HTTPProxy("p:1"))
        #expect(try settings.proxy(for: HTTPURL(url).origin) == nil)
        settings.bypassesLoopback = false
        #expect(try settings.proxy(for: HTTPURL(url).origin) != nil)
    }

    @Test(arguments: [
        "http://localhost.com", "http://notlocalhost", "http://128.0.0.1", "http://[::2]", "http://0.0.0.0",
    ])
    func `Other machines are not`(url: String) throws {
        #expect(try HTTPProxySettings(all: HTTPProxy("p:1")).proxy(for: HTTPURL(url).origin) != nil)
    }

    @Test func `Explicit settings`() throws {
        let settings = HTTPProxySettings(
            http: try HTTPProxy("p:1"), https: try HTTPProxy("p:2"), exceptions: ["b.com", "10.0.0.0/8"])
        #expect(try settings.proxy(for: HTTPURL("http://a.com").origin)?.endpoint.port == 1)
        #expect(try settings.proxy(for: HTTPURL("https://a.com").origin)?.endpoint.port == 2)
        #expect(try settings.proxy(for: HTTPURL("https://x.b.com").origin) == nil)
        #expect(try settings.proxy(for: HTTPURL("https://10.1.1.1").origin) == nil)
        #expect(try HTTPProxySettings.none.proxy(for: HTTPURL("http://a.com").origin) == nil)
    }
}
