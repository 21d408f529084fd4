internal import AgentPrimitives

@testable internal import AgentNetwork

extension HTTPServerOptions {
    /// For tests whose subject is not time.
    static var patient: HTTPServerOptions {
        var options = HTTPServerOptions()
        let patience = Duration.seconds(240)
        options.headTimeout = patience
        options.bodyTimeout = patience
        options.writeTimeout = patience
        options.keepAliveTimeout = patience
        options.drainTimeout = patience
        return options
    }
}

/// Runs a server beside `body` and shuts it down in order afterwards.
func withHTTPServer(
    polling: PollingMechanism = .automatic,
    options: HTTPServerOptions = .patient,
    onError: @escaping @Sendable (any Error) -> Void = { _ in },
    handler: @escaping HTTPHandler,
    _ body: @escaping @Sendable (HTTPServer, EventLoopGroup) async throws -> Void
) async throws {
    try await withGroup(polling, loopCount: 2) { group in
        let server = try await HTTPServer.bind(
            to: Endpoint(host: "127.0.0.1", port: 0), options: options, group: group, onError: onError,
            handler: handler)
        try await withThrowingTaskGroup(of: Void.self) { tasks in
            tasks.addTask { await server.run() }
            do {
                try await body(server, group)
            } catch {
                tasks.cancelAll()
                throw error
            }
            server.beginGracefulShutdown()
            try await tasks.waitForAll()
        }
    }
}

/// A client that sends what it is told, byte for byte.
struct RawClient: Sendable {
    let connection: TCPConnection

    init(_ server: HTTPServer, _ group: EventLoopGroup) async throws {
        connection = try await TCPConnection.connect(
            to: Endpoint(host: "127.0.0.1", port: server.port), options: .patient, group: group)
    }

    func send(_ text: String) async throws {
        try await connection.write(Array(text.utf8))
    }

    /// What comes up to the given end, that included; everything where the stream ends before.
    func read(until end: String) async throws -> String {
        // Compared as bytes: to a string, CR LF is one character and does not end with LF.
        let mark = Array(end.utf8)
        var text: [UInt8] = []
        while text.suffix(mark.count) != mark[...], let bytes = try await connection.read(max: 1) { text += bytes }
        return String(decoding: text, as: UTF8.self)
    }

    /// Everything up to the end of the stream.
    func readToEnd() async throws -> String {
        var bytes: [UInt8] = []
        while let more = try await connection.read() { bytes += more }
        return String(decoding: bytes, as: UTF8.self)
    }

    /// Sends a text, ends its own side, and reads everything.
    func exchange(_ text: String) async throws -> String {
        try await send(text)
        try connection.finishWriting()
        return try await readToEnd()
    }
}
