internal import Synchronization

extension HTTPServerConnection {
    /// Sends a whole response, or the head of one, also to a client that has ended its own side.
    func write(_ bytes: [UInt8]) async throws(NetworkError) {
        guard !bytes.isEmpty, let rest = try stream.writeNow(bytes[...]) else { return }
        try await stream.write(rest, limit: .idle(server.options.writeTimeout, .write), isShielded: isHungUp)
    }

    /// Sends a part of a stream; fails when the client has gone, so that whoever produces it stops.
    func writeContent(_ bytes: [UInt8]) async throws(NetworkError) {
        guard !Task.isCancelled else { throw .cancelled.at(stream.endpoint) }
        // Not `writeNow` first: with a fast client it would always do, and the loop would serve nobody else.
        try await stream.write(bytes[...], limit: .idle(server.options.writeTimeout, .write))
    }

    /// Whether the response at hand ends the connection.
    func isLastRequest(_ head: HTTPRequestHead, _ headers: HTTPHeaders) -> Bool {
        guard head.allowsReuse else { return true }
        if headers.contains("Connection"), headers.hasToken("close", in: "Connection") { return true }
        return state.withLock { state in
            if state.isDraining || state.content.failure != nil { return true }
            if let most = server.options.maxRequestsPerConnection, state.requestNumber >= most { return true }
            guard !state.content.isComplete else { return false }
            // A client that waits to be asked for its content may send it or not: nobody can tell what comes next.
            return state.content.awaitsContinue || (state.parser.remainingLength ?? 0) > server.options.maxDrainBytes
        }
    }

    /// Gets past what is left of a request; true when the connection may serve another.
    func finishRequest(keepsConnection: Bool) async -> Bool {
        let (isComplete, isReading) = state.withLock { state in
            defer { state.content.isOver = true }
            return (state.content.isComplete, state.content.isReading)
        }
        guard !isComplete else { return keepsConnection }
        // A task that the handler left behind is in the middle of reading; the place in the stream is its.
        guard !isReading, keepsConnection else {
            if !isReading { await linger() }
            return false
        }
        return await drain()
    }

    /// Reads and drops the rest of the content.
    private func drain() async -> Bool {
        let limit = TimeLimit.total(server.options.bodyTimeout, .requestBody)
        var dropped = 0
        do {
            while dropped <= server.options.maxDrainBytes {
                switch try state.withLock({ state throws(HTTPRejection) in try state.parser.next() }) {
                case .body(let bytes)?:
                    dropped += bytes.count
                case .end?, .head?:
                    return true
                case nil:
                    guard let bytes = try await stream.read(max: Self.readSize, limit: limit) else { return false }
                    state.withLock { $0.parser.feed(bytes) }
                }
            }
            await linger()
        } catch {
            // The response is sent; what the client does after it is not worth more than closing.
        }
        return false
    }

    /// What came after the request, for the protocol that follows.
    func takeLeftover() -> [UInt8] {
        state.withLock { $0.parser.takeLeftover() }
    }
}
