import Testing

@testable internal import AgentNetwork

struct WebSocketServerHandshakeTests {
    static let fields: [(name: String, value: String)] = [
        ("Host", "server.example.com"), ("Upgrade", "websocket"), ("Connection", "Upgrade"),
        ("Sec-WebSocket-Key", "dGhlIHNhbXBsZSBub25jZQ=="), ("Sec-WebSocket-Version", "13"),
    ]

    private func answer(
        method: HTTPMethod = .get, minorVersion: Int = 1, without removed: String = "",
        adding: [(name: String, value: String)] = [], subprotocols: [String] = [],
        origins: WebSocketOriginPolicy = .sameHost
    ) -> WebSocketServerHandshake.Answer {
        WebSocketServerHandshake.answer(
            method: method, minorVersion: minorVersion,
            headers: HTTPHeaders(Self.fields.filter { $0.name != removed } + adding),
            subprotocols: subprotocols, origins: origins)
    }

    private func status(_ answer: WebSocketServerHandshake.Answer) -> Int {
        switch answer {
        case .accept: 101
        case .refuse(let refusal): refusal.status.code
        }
    }

    @Test func `The example of the RFC`() {
        let expected: HTTPHeaders = [
            "Upgrade": "websocket", "Connection": "Upgrade", "Sec-WebSocket-Accept": "s3pPLMBiTxaQ9kYGzzhZRbK+xOo=",
        ]
        #expect(answer() == .accept(headers: expected, subprotocol: nil))
    }

    @Test func `Fields as browsers and programs write them`() {
        let variants: [(removed: String, name: String, value: String)] = [
            ("Upgrade", "upgrade", "WebSocket"), ("Connection", "connection", "keep-alive, Upgrade"),
            ("", "Sec-WebSocket-Extensions", "permessage-deflate; client_max_window_bits"), ("", "Content-Length", "0"),
            ("", "Origin", "https://server.example.com"),
        ]
        for variant in variants {
            let answer = answer(without: variant.removed, adding: [(variant.name, variant.value)])
            #expect(status(answer) == 101, "\(variant.name)")
            if case .accept(let headers, _) = answer { #expect(!headers.contains("Sec-WebSocket-Extensions")) }
        }
    }

    @Test(arguments: WebSocketServerHandshakeTests.fields.map(\.name))
    func `Every field is needed`(name: String) {
        let expected = ["Host": 400, "Sec-WebSocket-Key": 400][name] ?? 426
        #expect(status(answer(without: name)) == expected)
    }

    @Test(arguments: [
        ("Sec-WebSocket-Key", "dGhlIHNhbXBsZSBub25jZQ="), ("Sec-WebSocket-Key", "c2hvcnQ="), ("Sec-WebSocket-Key", ""),
        ("Sec-WebSocket-Key", "dGhlIHNhbXBsZSBub25jZWVlZQ=="), ("Sec-WebSocket-Key", "dGhlIHNhbXBsZSBub25jZ!=="),
    ])
    func `Keys that are none`(name: String, value: String) {
        #expect(status(answer(without: name, adding: [(name, value)])) == 400)
    }

    @Test(arguments: [
        ("Host", "other.example.com"), ("Sec-WebSocket-Key", "dGhlIHNhbXBsZSBub25jZQ=="), ("Content-Length", "5"),
        ("Transfer-Encoding", "chunked"), ("Sec-WebSocket-Protocol", "a b"),
    ])
    func `Fields that must not be added`(name: String, value: String) {
        #expect(status(answer(adding: [(name, value)])) == 400)
    }

    @Test func `Methods and versions`() {
        #expect(status(answer(method: .post)) == 405)
        #expect(status(answer(minorVersion: 0)) == 426)
        for version in ["8", "12", "14", "013", ""] {
            guard
                case .refuse(let refusal) = answer(
                    without: "Sec-WebSocket-Version", adding: [("Sec-WebSocket-Version", version)])
            else {
                Issue.record("accepted version \(version)")
                continue
            }
            #expect(refusal.status == 426)
            #expect(refusal.headers["Sec-WebSocket-Version"] == "13")
            #expect(refusal.headers["Upgrade"] == "websocket")
        }
    }

    @Test(arguments: [
        (WebSocketOriginPolicy.sameHost, "http://server.example.com", true),
        (.sameHost, "https://SERVER.example.com", true),
        (.sameHost, "https://server.example.com:443", true), (.sameHost, "http://server.example.com:8080", false),
        (.sameHost, "https://evil.example.com", false), (.sameHost, "https://server.example.com.evil.com", false),
        (.sameHost, "null", false), (.sameHost, "", false), (.sameHost, "file://server.example.com", false),
        (.listed(["https://app.example.com"]), "https://app.example.com", true),
        (.listed(["https://app.example.com"]), "https://APP.example.com", true),
        (.listed(["https://app.example.com"]), "http://app.example.com", false),
        (.listed(["https://app.example.com"]), "https://server.example.com", false), (.listed([]), "null", false),
        (.any, "https://evil.example.com", true),
    ])
    func `Origins`(policy: WebSocketOriginPolicy, origin: String, isAllowed: Bool) {
        #expect(status(answer(adding: [("Origin", origin)], origins: policy)) == (isAllowed ? 101 : 403))
        // Programs send none.
        #expect(status(answer(origins: policy)) == 101)
    }

    @Test func `Every Origin field counts`() {
        let origins = [("Origin", "https://server.example.com"), ("Origin", "https://evil.example.com")]
        #expect(status(answer(adding: origins.map { (name: $0.0, value: $0.1) })) == 403)
    }

    @Test func `The server's order of subprotocols counts`() {
        func chosen(_ offers: String..., own: [String]) -> String? {
            let answer = answer(adding: offers.map { ("Sec-WebSocket-Protocol", $0) }, subprotocols: own)
            guard case .accept(let headers, let subprotocol) = answer else { return "refused" }
            #expect(headers["Sec-WebSocket-Protocol"] == subprotocol)
            return subprotocol
        }
        #expect(chosen("mcp, atp", own: ["atp", "mcp"]) == "atp")
        #expect(chosen("mcp", "atp", own: ["atp", "mcp"]) == "atp")
        #expect(chosen("mcp", own: ["atp", "mcp"]) == "mcp")
        #expect(chosen("MCP", own: ["mcp"]) == nil)
        #expect(chosen("mcp", own: []) == nil)
        #expect(chosen(own: ["mcp"]) == nil)
    }
}
