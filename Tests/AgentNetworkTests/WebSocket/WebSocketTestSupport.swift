internal import Foundation

@testable internal import AgentNetwork

extension WebSocketTimeouts {
    /// For tests whose subject is not time.
    static var patient: WebSocketTimeouts {
        var timeouts = WebSocketTimeouts()
        timeouts.pingInterval = nil
        timeouts.idleTimeout = nil
        timeouts.writeTimeout = .seconds(240)
        timeouts.closeTimeout = .seconds(240)
        return timeouts
    }
}

extension WebSocketClientOptions {
    static var patient: WebSocketClientOptions {
        var options = WebSocketClientOptions()
        options.connectTimeout = .seconds(240)
        options.handshakeTimeout = .seconds(240)
        options.timeouts = .patient
        return options
    }
}

extension WebSocketServerOptions {
    static var patient: WebSocketServerOptions {
        var options = WebSocketServerOptions()
        options.timeouts = .patient
        return options
    }
}

extension WebSocket {
    /// The server's end on a stream without an opening handshake.
    convenience init(serving stream: any ByteStream, options: WebSocketServerOptions = .patient) {
        self.init(
            over: stream, role: .server, leftover: [], subprotocol: nil, limits: options.limits,
            timeouts: options.timeouts)
    }
}

/// Runs `serve` for every connection to a listener, without an opening handshake, and `body` beside it.
func withWebSocketServer(
    _ polling: PollingMechanism = .automatic,
    options: WebSocketServerOptions = .patient,
    serve: @escaping @Sendable (WebSocket) async throws -> Void,
    _ body: @escaping @Sendable (Endpoint, EventLoopGroup) async throws -> Void
) async throws {
    try await withGroup(polling, loopCount: 2) { group in
        let listener = try await TCPListener.bind(
            to: Endpoint(host: "127.0.0.1", port: 0), tcp: .patient, group: group)
        let endpoint = Endpoint(host: "127.0.0.1", port: listener.port)
        try await withThrowingTaskGroup(of: Void.self) { tasks in
            tasks.addTask {
                await listener.run { connection in
                    do {
                        try await WebSocket(serving: connection, options: options).scope(serve)
                    } catch {
                        // What the test throws in `serve` ends the connection, and that is what is looked at.
                    }
                }
            }
            try await body(endpoint, group)
            listener.close()
            try await tasks.waitForAll()
        }
    }
}

/// A client's end without any state: frames out as given, frames in as they come.
struct RawWebSocketClient: Sendable {
    let connection: TCPConnection
    let encoder = WebSocketEncoder(role: .client)

    init(_ endpoint: Endpoint, _ group: EventLoopGroup) async throws {
        connection = try await TCPConnection.connect(to: endpoint, options: .patient, group: group)
    }

    func write(_ frames: [UInt8]...) async throws {
        try await connection.write(frames.flatMap { $0 })
    }

    /// Everything that the server sends until it ends its stream.
    func readToEnd() async throws -> WebSocketTranscript {
        var pieces: [[UInt8]] = []
        while let bytes = try await connection.read() { pieces.append(bytes) }
        return WebSocketTranscript(of: pieces, sentBy: .server)
    }
}

extension WebSocketEncoder {
    func close(_ code: WebSocketCloseCode?, _ reason: String = "") -> [UInt8] {
        frame(.close, WebSocketCloseFrame(code: code, reason: reason).payload)
    }
}

extension TestPeer {
    /// Grants a request for a WebSocket, and returns the request's head.
    @discardableResult
    func acceptWebSocket(adding fields: String = "", followedBy bytes: [UInt8] = []) -> String {
        let head = readHead()
        let key = head.split(separator: "\r\n").first { $0.hasPrefix("Sec-WebSocket-Key: ") }?.dropFirst(19) ?? ""
        let accept = WebSocketKey(received: String(key))?.accept ?? ""
        let response =
            "HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
            + "Sec-WebSocket-Accept: \(accept)\r\n\(fields)\r\n"
        write(Array(response.utf8) + bytes)
        return head
    }

    /// The next event from a client; nil at the end of the stream.
    func readEvent(_ decoder: inout WebSocketDecoder) -> WebSocketDecoder.Event? {
        while true {
            guard let event = try? decoder.next() else {
                let bytes = read(count: 1)
                guard !bytes.isEmpty else { return nil }
                decoder.feed(bytes)
                continue
            }
            return event
        }
    }
}
