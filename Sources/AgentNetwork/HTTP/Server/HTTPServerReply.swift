/// Sends the response to one request.
final class HTTPServerReply: Sendable {
    private let connection: HTTPServerConnection
    private let head: HTTPRequestHead
    /// What is sent with the first content, so that both leave in one call; nil once sent.
    private let unsentHead: HTTPUnsentHead

    init(connection: HTTPServerConnection, head: HTTPRequestHead) {
        self.connection = connection
        self.head = head
        unsentHead = HTTPUnsentHead()
    }

    /// Something of a response was sent, so no other can be.
    var hasBegun: Bool { unsentHead.isSent }

    /// Sends a response; true when the connection may serve another request.
    func send(_ response: HTTPServerResponse) async throws -> Bool {
        switch response.content {
        case .upgrade(let upgrade):
            try await run(upgrade, headers: response.headers)
            return false
        case .body(let body):
            let plan = HTTPReplyPlan(
                response, body: body, to: head, isLast: connection.isLastRequest(head, response.headers))
            let encoded = try connection.server.encoder.encodeHead(
                status: response.status, headers: plan.headers, framing: plan.framing, connection: plan.connection)
            try await write(body, after: encoded, plan)
            connection.server.count(\.responses)
            return await connection.finishRequest(keepsConnection: plan.keepsConnection)
        }
    }

    private func write(_ body: HTTPRequestBody, after encoded: [UInt8], _ plan: HTTPReplyPlan) async throws {
        switch body.content {
        case _ where !plan.sendsContent, .empty:
            unsentHead.markSent()
            try await connection.write(encoded)
        case .bytes(let bytes):
            unsentHead.markSent()
            // One call for both where copying is cheaper than another call.
            guard bytes.count > 32 * 1024 else { return try await connection.write(encoded + bytes) }
            try await connection.write(encoded)
            try await connection.write(bytes)
        case .stream(let length, let produce):
            unsentHead.hold(encoded)
            let framer = HTTPBodyFramer(length: length, isChunked: plan.framing == .chunked) {
                [connection, unsentHead] bytes throws(NetworkError) in
                try await connection.writeContent(unsentHead.take().map { $0 + bytes } ?? bytes)
            }
            try await produce(framer.writer)
            try await framer.finish()
            if let head = unsentHead.take() { try await connection.write(head) }
        }
    }

    private func run(_ upgrade: HTTPUpgrade, headers: HTTPHeaders) async throws {
        let encoded = try connection.server.encoder.encodeHead(
            status: .switchingProtocols, headers: headers, framing: .none, connection: .unsaid)
        unsentHead.markSent()
        try await connection.write(encoded)
        connection.server.count(\.responses)
        await upgrade.run(connection.stream, connection.takeLeftover())
    }
}
