@testable internal import AgentNetwork

/// A server and a client for it.
struct HTTPTestService: Sendable {
    let server: HTTPServer
    let client: HTTPClient

    func url(_ target: String = "/") throws -> HTTPURL {
        try HTTPURL("http://127.0.0.1:\(server.port)\(target)")
    }

    func get(_ target: String, _ headers: HTTPHeaders = HTTPHeaders()) async throws -> HTTPFullResponse {
        try await client.send(HTTPRequest(url: url(target), headers: headers))
    }

    func send(
        _ method: HTTPMethod, _ target: String, _ headers: HTTPHeaders = HTTPHeaders(), body: HTTPBody = .empty
    ) async throws -> HTTPFullResponse {
        try await client.send(HTTPRequest(method: method, url: url(target), headers: headers, body: body))
    }

    /// Serves beside `body`, and ends when the last request has.
    static func run(
        onError: @escaping @Sendable (any Error) -> Void = { _ in },
        handler: @escaping HTTPHandler,
        _ body: @escaping @Sendable (HTTPTestService) async throws -> Void
    ) async throws {
        try await withHTTPServer(onError: onError, handler: handler) { server, group in
            let client = HTTPClient(options: .patient, group: group)
            try await body(HTTPTestService(server: server, client: client))
            client.shutdown()
        }
    }
}
