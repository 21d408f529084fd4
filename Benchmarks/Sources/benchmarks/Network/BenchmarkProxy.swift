import AgentNetwork

/// A streaming reverse proxy in a few lines: what the gateway does, without the translation.
struct BenchmarkProxy: Sendable {
    let upstream: HTTPURL
    let client: HTTPClient

    init(upstream: HTTPURL) {
        self.upstream = upstream
        var options = HTTPClientOptions()
        options.maxConnectionsPerOrigin = 256
        options.maxIdleConnections = 256
        client = HTTPClient(options: options)
    }

    func forward(_ request: HTTPServerRequest) async throws -> HTTPServerResponse {
        let content = try await request.body.collect(maxBytes: 1 << 20)
        let outgoing = HTTPRequest(
            method: request.method, url: try upstream.appending(path: String(request.path.dropFirst())),
            headers: ["Content-Type": request.headers["Content-Type"] ?? "application/octet-stream"],
            body: content.isEmpty ? .empty : .bytes(content))
        return .deferred { responder in
            try await client.withResponse(to: outgoing) { response in
                let length = response.headers["Content-Length"].flatMap { Int($0) }
                let writer = try responder.start(
                    status: HTTPStatus(response.status),
                    headers: ["Content-Type": response.headers["Content-Type"] ?? "application/octet-stream"],
                    length: length)
                while let chunk = try await response.body.next() { try await writer.write(chunk) }
            }
        }
    }
}
