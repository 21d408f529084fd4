import Testing

@testable internal import AgentNetwork

struct HTTPURLResolvingTests {
    /// RFC 3986 section 5.4; references to other schemes are refused here, and `http:g` with them.
    static let golden = [
        ("g", "http://a/b/c/g"), ("./g", "http://a/b/c/g"), ("g/", "http://a/b/c/g/"), ("/g", "http://a/g"),
        ("//g", "http://g/"), ("?y", "http://a/b/c/d;p?y"), ("g?y", "http://a/b/c/g?y"), ("#s", "http://a/b/c/d;p?q"),
        ("g#s", "http://a/b/c/g"), ("g?y#s", "http://a/b/c/g?y"), (";x", "http://a/b/c/;x"),
        ("g;x", "http://a/b/c/g;x"),
        ("g;x?y#s", "http://a/b/c/g;x?y"), ("", "http://a/b/c/d;p?q"), (".", "http://a/b/c/"), ("./", "http://a/b/c/"),
        ("..", "http://a/b/"), ("../", "http://a/b/"), ("../g", "http://a/b/g"), ("../..", "http://a/"),
        ("../../", "http://a/"), ("../../g", "http://a/g"), ("../../../g", "http://a/g"),
        ("../../../../g", "http://a/g"),
        ("/./g", "http://a/g"), ("/../g", "http://a/g"), ("g.", "http://a/b/c/g."), (".g", "http://a/b/c/.g"),
        ("g..", "http://a/b/c/g.."), ("..g", "http://a/b/c/..g"), ("./../g", "http://a/b/g"),
        ("./g/.", "http://a/b/c/g/"), ("g/./h", "http://a/b/c/g/h"), ("g/../h", "http://a/b/c/h"),
        ("g;x=1/./y", "http://a/b/c/g;x=1/y"), ("g;x=1/../y", "http://a/b/c/y"), ("g?y/./x", "http://a/b/c/g?y/./x"),
        ("g?y/../x", "http://a/b/c/g?y/../x"), ("g#s/./x", "http://a/b/c/g"),
    ]

    @Test(arguments: golden)
    func `References of the RFC`(reference: String, expected: String) throws {
        #expect(try HTTPURL("http://a/b/c/d;p?q").resolving(reference).description == expected)
    }

    @Test(arguments: [
        ("https://b/x/../y?z", "https://b/y?z"), ("HTTP://B:81", "http://b:81/"), ("//b:444/x", "https://b:444/x"),
        ("/a b", "https://h:1/a%20b"), ("/ü", "https://h:1/%C3%BC"), ("/a\\b", "https://h:1/a%5Cb"),
        ("/<\"{|}^`>", "https://h:1/%3C%22%7B%7C%7D%5E%60%3E"), ("/%41%2e", "https://h:1/%41%2e"),
        ("x:y/z", nil), ("./x:y", "https://h:1/p/x:y"), ("a//../b", "https://h:1/p/a/b"),
        ("//[::1]:5/", "https://[::1]:5/"),
        ("?", "https://h:1/p/q?"),
    ])
    func `Other references`(reference: String, expected: String?) async throws {
        let base = try HTTPURL("https://h:1/p/q?r")
        guard let expected else { return _ = await expectError(.invalidURL) { try base.resolving(reference) } }
        #expect(try base.resolving(reference).description == expected)
    }

    @Test(arguments: [
        "ftp://b/", "javascript:alert(1)", "file:///etc/passwd", "http:g", "https:/b", "http://", "//", "http://u:p@b/",
        "//user@b/", "http://b:0/", "http://b:99999/", "http://b\\@c/", "http://bü/", "/a\nb", "/a\rb", "/\u{0}",
        "/a\tb",
        "/" + String(repeating: "a", count: 20_000),
    ])
    func `References that lead nowhere`(reference: String) async throws {
        let base = try HTTPURL("http://a/b")
        await expectError(.invalidURL) { try base.resolving(reference) }
    }

    @Test func `Damaged references never crash, and what comes out is a URL`() throws {
        var random = SeededGenerator(seed: 3)
        let base = try HTTPURL("https://h:1/p/q?r")
        let seeds = Self.golden.map { Array($0.0.utf8) } + [Array("https://[::1]:80/a/../b?c#d".utf8)]
        var resolved = 0
        for round in 0..<20_000 {
            let input = random.mutate(
                seeds[round % seeds.count], spice: Array("/.:?#@[]\\% \u{0}\n".utf8) + [0x80, 0xFF])
            guard let url = try? base.resolving(String(decoding: input, as: UTF8.self)) else { continue }
            resolved += 1
            #expect(try HTTPURL(url.description) == url)
        }
        #expect(resolved > 5000)
    }
}
