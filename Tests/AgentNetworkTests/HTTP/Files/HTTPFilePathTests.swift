import Testing

@testable internal import AgentNetwork

struct HTTPFilePathTests {
    @Test(
        arguments: [
            ("", ".", true), ("a", "a", false), ("a/", "a", true), ("a/b.c", "a/b.c", false), ("a b/ü", "a b/ü", false),
            ("...", nil, false), ("a/..b", nil, false), (".hidden", nil, false), ("a/.git/config", nil, false),
            ("/", nil, false), ("/etc", nil, false), ("a//b", nil, false), ("a//", nil, false), ("..", nil, false),
            ("a/../b", nil, false), (".", nil, false), ("a/.", nil, false), ("a\u{0}b", nil, false),
        ] as [(String, String?, Bool)])
    func `Paths of requests`(text: String, path: String?, isDirectory: Bool) {
        let resolved = HTTPFilePath.resolve(text, servesHidden: false)
        #expect(resolved?.path == path)
        if path != nil { #expect(resolved?.isDirectory == isDirectory) }
    }

    @Test func `Hidden names, where they are wanted`() {
        #expect(HTTPFilePath.resolve(".well-known/x", servesHidden: true)?.path == ".well-known/x")
        for path in ["..", ".", "a/..", "../a"] { #expect(HTTPFilePath.resolve(path, servesHidden: true) == nil) }
    }

    @Test(arguments: [
        ("a.html", "text/html; charset=utf-8"), ("./a/b.min.JS", "text/javascript; charset=utf-8"),
        ("x.svg", "image/svg+xml"),
        ("README", "application/octet-stream"), ("a.b/c", "application/octet-stream"),
        ("x.", "application/octet-stream"),
    ])
    func `Media types`(name: String, type: String) {
        #expect(HTTPMediaTypes.type(of: name) == type)
    }
}
