import Testing

@testable internal import AgentNetwork

struct HTTPHostCheckTests {
    private func status(_ authority: String, _ check: HTTPHostCheck) async throws -> HTTPStatus {
        do {
            let request = HTTPServerRequest(target: "/", authority: authority)
            return try await check.respond(to: request) { _ in .text("ok") }.status
        } catch let error as HTTPError {
            return error.status
        }
    }

    @Test(arguments: ["localhost", "LOCALHOST:8080", "localhost.", "127.0.0.1:1", "[::1]", "[::1]:443"])
    func `The machine itself`(authority: String) async throws {
        #expect(try await status(authority, .loopback) == .ok)
    }

    @Test(arguments: [
        "", "evil.example", "evil.example:80", "localhost.evil.example", "127.0.0.1.evil.example", "localhost:80@evil",
        "[::2]", "[::1", "::1", "localhost:x", "127.0.0.2", ":80",
    ])
    func `Other hosts are refused`(authority: String) async throws {
        #expect(try await status(authority, .loopback) == .misdirectedRequest)
    }

    @Test func `Hosts and the status are a choice`() async throws {
        let check = HTTPHostCheck(hosts: ["api.example.com"], status: .forbidden)
        #expect(try await status("api.example.com:8443", check) == .ok)
        #expect(try await status("localhost", check) == .forbidden)
    }

    @Test func `Over a connection`() async throws {
        let router = try HTTPRouter(middleware: [HTTPHostCheck.loopback]) { $0.get("/") { _ in .text("ok") } }
        try await HTTPTestService.run(handler: router.handler) { service in
            let own = try await service.get("/")
            #expect(own.status == 200)
            #expect(try await service.get("/", ["Host": "rebound.example"]).status == 421)
        }
    }
}
