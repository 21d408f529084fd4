internal import Synchronization

/// Sends the response to one request.
final class HTTPServerReply: Sendable {
    private struct State {
        /// Something of a response was sent, so no other can be.
        var hasBegun = false
        /// The head of a deferred response, which waits for its first content, so that both leave in one call.
        var unsentHead: [UInt8]?
        /// How a deferred response goes on; nil until it is started.
        var stream: (framer: HTTPBodyFramer, plan: HTTPReplyPlan)?
    }

    private let connection: HTTPServerConnection
    private let head: HTTPRequestHead
    private let state = Mutex(State())

    init(connection: HTTPServerConnection, head: HTTPRequestHead) {
        self.connection = connection
        self.head = head
    }

    /// Something of a response was sent, so no other can be.
    var hasBegun: Bool { state.withLock { $0.hasBegun } }

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
            keepsConnection = try await run(response.headers, work)
        }
        connection.server.counters.responses.increment()
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
        let isFirst = state.withLock { state in
            guard state.stream == nil else { return false }
            state.stream = (framer, plan)
            state.unsentHead = encoded
            return true
        }
        guard isFirst else { throw NetworkError(.invalidUse, "a response is started once; this one was already") }
        var writer = framer.writer
        writer.loop = connection.stream.loop
        return writer
    }

    private func send(_ status: HTTPStatus, _ headers: HTTPHeaders, _ body: HTTPBody) async throws -> Bool {
        let content: HTTPReplyPlan.Content
        switch body.content {
        case .empty: content = .length(0)
        case .bytes(let bytes): content = .length(bytes.count)
        case .stream(let length, _) where head.method == .head || status.forbidsContent:
            // Everything is known, and the content may be endless.
            content = HTTPReplyPlan.Content(length: length)
        case .stream(let length, let produce):
            return try await run(HTTPHeaders()) { responder in
                try await produce(try responder.start(status: status, headers: headers, length: length))
            }
        }
        let bytes: [UInt8] = if case .bytes(let bytes) = body.content { bytes } else { [] }
        // One call for both where copying is cheaper than another call.
        let together = bytes.count <= 32 * 1024 ? bytes : []
        let (plan, encoded) = try plan(status, headers, content, together: together)
        state.withLock { $0.hasBegun = true }
        try await connection.write(encoded)
        if together.isEmpty, plan.sendsContent { try await connection.write(bytes) }
        return plan.keepsConnection
    }

    /// - Parameter fields: What middleware has given a response that it did not see the head of.
    private func run(
        _ fields: HTTPHeaders, _ work: @Sendable (HTTPResponder) async throws -> Void
    ) async throws -> Bool {
        // What sends the stream holds on to this reply, and with it to the connection.
        defer { state.withLock { $0.stream = nil } }
        let responder = HTTPResponder { [self] status, headers, length throws(NetworkError) in
            try start(status: status, headers: headers.overlaid(with: fields), length: length)
        }
        try await work(responder)
        guard let stream = state.withLock({ $0.stream }) else {
            throw NetworkError(.invalidUse, "expected the work of a deferred response to start it, it did not")
        }
        if stream.plan.sendsContent { try await stream.framer.finish() }
        if let head = takeHead() { try await connection.write(head) }
        return stream.plan.keepsConnection
    }

    private func plan(
        _ status: HTTPStatus,
        _ headers: HTTPHeaders,
        _ content: HTTPReplyPlan.Content,
        together bytes: [UInt8] = []
    ) throws(NetworkError) -> (HTTPReplyPlan, head: [UInt8]) {
        let plan = HTTPReplyPlan(
            status, headers, content, to: head, isLast: connection.isLastRequest(head, headers))
        let encoded = try connection.server.encoder.encodeHead(
            status: status, headers: plan.headers, framing: plan.framing, connection: plan.connection,
            content: plan.sendsContent ? bytes : [])
        return (plan, encoded)
    }

    private func writeContent(_ bytes: [UInt8]) async throws(NetworkError) {
        try await connection.writeContent(takeHead().map { $0 + bytes } ?? bytes)
    }

    private func takeHead() -> [UInt8]? {
        state.withLock { state in
            guard let head = state.unsentHead else { return nil }
            state.unsentHead = nil
            state.hasBegun = true
            return head
        }
    }

    private func run(_ upgrade: HTTPUpgrade, headers: HTTPHeaders) async throws {
        let encoded = try connection.server.encoder.encodeHead(
            status: .switchingProtocols, headers: headers, framing: .none, connection: .unsaid)
        state.withLock { $0.hasBegun = true }
        try await connection.write(encoded)
        connection.server.counters.responses.increment()
        // From here on a client that ends its side is the new protocol's business.
        connection.stream.onHangUp {}
        do {
            try await upgrade.run(connection.upgraded())
        } catch let error where !(error is NetworkError || error is CancellationError) {
            connection.server.counters.handlerErrors.increment()
            connection.server.report(error)
        }
    }
}
