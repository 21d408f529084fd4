internal import Synchronization

/// Sends the response to one request.
final class HTTPServerReply: Sendable {
    private enum State {
        /// Next: started, sent.
        case nothing
        /// The head waits for the first content, so that both leave in one call. Next: sent.
        case started(head: [UInt8])
        /// No other response can be sent.
        case sent
    }

    private struct Stream {
        let framer: HTTPBodyFramer
        let plan: HTTPReplyPlan
    }

    private let connection: HTTPServerConnection
    private let head: HTTPRequestHead
    private let state = Mutex(State.nothing)
    /// How a deferred response goes on; nil until it is started.
    private let stream = Mutex<Stream?>(nil)

    init(connection: HTTPServerConnection, head: HTTPRequestHead) {
        self.connection = connection
        self.head = head
    }

    /// Something of a response was sent, so no other can be.
    var hasBegun: Bool {
        state.withLock { if case .sent = $0 { true } else { false } }
    }

    /// Sends a response; true when the connection may serve another request.
    func send(_ response: HTTPServerResponse) async throws -> Bool {
        let keepsConnection: Bool
        switch response.content {
        case .upgrade(let upgrade):
            try await run(upgrade, headers: response.headers)
            return false
        case .body(let body):
            keepsConnection = try await send(response.status, response.headers, body)
        case .deferred(let work):
            keepsConnection = try await run(work)
        }
        connection.server.count(\.responses)
        return await connection.finishRequest(keepsConnection: keepsConnection)
    }

    /// Starts a deferred response.
    func start(status: HTTPStatus, headers: HTTPHeaders, length: Int?) throws(NetworkError) -> HTTPBodyWriter {
        let content = HTTPReplyPlan.Content(length: length)
        let (plan, encoded) = try plan(status, headers, content)
        let framer = HTTPBodyFramer(length: length, isChunked: plan.framing == .chunked) {
            [self] bytes throws(NetworkError) in
            if plan.sendsContent { try await writeContent(bytes) }
        }
        let isFirst = stream.withLock { stream in
            guard stream == nil else { return false }
            stream = Stream(framer: framer, plan: plan)
            return true
        }
        guard isFirst else { throw NetworkError(.invalidUse, "a response is started once; this one was already") }
        state.withLock { $0 = .started(head: encoded) }
        return framer.writer
    }

    private func send(_ status: HTTPStatus, _ headers: HTTPHeaders, _ body: HTTPRequestBody) async throws -> Bool {
        let content: HTTPReplyPlan.Content
        switch body.content {
        case .empty: content = .length(0)
        case .bytes(let bytes): content = .length(bytes.count)
        case .stream(let length, let produce):
            return try await run { responder in
                try await produce(try responder.start(status: status, headers: headers, length: length))
            }
        }
        let (plan, encoded) = try plan(status, headers, content)
        state.withLock { $0 = .sent }
        guard plan.sendsContent, case .bytes(let bytes) = body.content else {
            try await connection.write(encoded)
            return plan.keepsConnection
        }
        // One call for both where copying is cheaper than another call.
        if bytes.count <= 32 * 1024 {
            try await connection.write(encoded + bytes)
        } else {
            try await connection.write(encoded)
            try await connection.write(bytes)
        }
        return plan.keepsConnection
    }

    private func run(_ work: @Sendable (HTTPResponder) async throws -> Void) async throws -> Bool {
        try await work(HTTPResponder(reply: self))
        guard let stream = stream.withLock({ $0 }) else {
            throw NetworkError(.invalidUse, "expected the work of a deferred response to start it, it did not")
        }
        if stream.plan.sendsContent { try await stream.framer.finish() }
        if let head = takeHead() { try await connection.write(head) }
        return stream.plan.keepsConnection
    }

    private func plan(
        _ status: HTTPStatus,
        _ headers: HTTPHeaders,
        _ content: HTTPReplyPlan.Content
    ) throws(NetworkError) -> (HTTPReplyPlan, head: [UInt8]) {
        let plan = HTTPReplyPlan(
            status, headers, content, to: head, isLast: connection.isLastRequest(head, headers))
        let encoded = try connection.server.encoder.encodeHead(
            status: status, headers: plan.headers, framing: plan.framing, connection: plan.connection)
        return (plan, encoded)
    }

    private func writeContent(_ bytes: [UInt8]) async throws(NetworkError) {
        try await connection.writeContent(takeHead().map { $0 + bytes } ?? bytes)
    }

    private func takeHead() -> [UInt8]? {
        state.withLock { state in
            guard case .started(let head) = state else { return nil }
            state = .sent
            return head
        }
    }

    private func run(_ upgrade: HTTPUpgrade, headers: HTTPHeaders) async throws {
        let encoded = try connection.server.encoder.encodeHead(
            status: .switchingProtocols, headers: headers, framing: .none, connection: .unsaid)
        state.withLock { $0 = .sent }
        try await connection.write(encoded)
        connection.server.count(\.responses)
        await upgrade.run(connection.stream, connection.takeLeftover())
    }
}
