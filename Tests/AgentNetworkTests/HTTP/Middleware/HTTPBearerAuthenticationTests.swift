internal import AgentPrimitives
import Testing

@testable internal import AgentNetwork

struct HTTPBearerAuthenticationTests {
    private static let handler: HTTPHandler = { request in
        let authentication = HTTPBearerAuthentication(
            keys: [
                HTTPClientKey(client: "ci", key: Secret("key-1")), HTTPClientKey(client: "ops", key: Secret("key-2")),
                HTTPClientKey(client: "ci", key: Secret("clé")), HTTPClientKey(client: "nobody", key: Secret("")),
            ], keyFields: ["x-api-key", "x-goog-api-key"], realm: "the \"api\"")
        return try await authentication.respond(to: request) { .text($0.client ?? "-") }
    }

    @Test(
        arguments: [
            (["Authorization": "Bearer key-1"], "ci"),
            (["authorization": "bearer   key-2 "], "ops"),
            (["Authorization": "Bearer clé"], "ci"),
            (["X-API-Key": "key-2"], "ops"),
            (["x-goog-api-key": "key-1"], "ci"),
            (["Authorization": "Basic abc", "x-api-key": "key-1"], "ci"),
        ] as [(HTTPHeaders, String)])
    func `Keys and their clients`(headers: HTTPHeaders, client: String) async throws {
        #expect(try await answer(Self.handler, .get, "/", headers).text == client)
    }

    @Test(
        arguments: [
            ([:], 401, nil),
            (["Authorization": "Bearer"], 401, nil),
            (["Authorization": "Bearer "], 401, nil),
            (["Authorization": "Basic key-1"], 401, nil),
            (["Authorization": "Bearerkey-1"], 401, nil),
            (["x-api-key": ""], 401, nil),
            (["Authorization": "Bearer key-"], 401, "invalid_token"),
            (["Authorization": "Bearer key-11"], 401, "invalid_token"),
            (["Authorization": "Bearer KEY-1"], 401, "invalid_token"),
            (["x-api-key": "key-3"], 401, "invalid_token"),
            (["Authorization": "Bearer bad", "x-api-key": "key-1"], 401, "invalid_token"),
            (["Authorization": "Bearer key-1", "authorization": "Bearer key-1"], 400, "invalid_request"),
        ] as [(HTTPHeaders, Int, String?)])
    func `Everyone else is challenged`(headers: HTTPHeaders, status: Int, error: String?) async throws {
        let response = try await answer(Self.handler, .get, "/", headers)
        #expect(response.status.code == status)
        let reason = error.map { ", error=\"\($0)\"" } ?? ""
        #expect(response.headers["WWW-Authenticate"] == "Bearer realm=\"the api\"" + reason)
        #expect(!(try await response.text).contains("key-1"))
    }

    @Test func `Without keys nobody gets in`() async throws {
        let none = HTTPBearerAuthentication(keys: [])
        await #expect(throws: HTTPError.self) {
            try await none.respond(to: HTTPServerRequest(target: "/", headers: ["Authorization": "Bearer "])) { _ in
                .text("")
            }
        }
    }

    @Test func `A client's name cannot be brought along`() async throws {
        var request = HTTPServerRequest(target: "/", headers: ["Authorization": "Bearer key-1"])
        request.client = "ops"
        #expect(try await Self.handler(request).text == "ci")
    }
}
