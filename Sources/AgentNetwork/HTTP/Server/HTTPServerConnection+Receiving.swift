internal import Synchronization

extension HTTPServerConnection {
    /// Waits for the head of the next request; nil when there will be none.
    func receiveHead(isFirst: Bool) async throws -> HTTPRequestHead? {
        // A connection that was just opened owes a request; one that has served some may be kept for later.
        var limit: TimeLimit? = isFirst ? .total(server.options.headTimeout, .requestHead) : nil
        while true {
            let (head, isIdle, isDraining) = try state.withLock { state throws(HTTPRejection) in
                try Self.nextHead(&state)
            }
            if let head { return head }
            guard !(isIdle && isDraining) else { return nil }
            let bytes: [UInt8]?
            if isIdle {
                bytes = try await readWhileIdle(limit ?? .idle(server.options.keepAliveTimeout, .keepAlive))
            } else {
                let within = limit ?? .total(server.options.headTimeout, .requestHead)
                limit = within
                bytes = try await stream.read(max: Self.readSize, limit: within, isShielded: true)
                if bytes == nil { server.counters.disconnects.increment() }
            }
            guard let bytes else { return nil }
            state.withLock { state in
                state.phase = .busy
                state.parser.feed(bytes)
            }
        }
    }

    private static func nextHead(
        _ state: inout State
    ) throws(HTTPRejection) -> (head: HTTPRequestHead?, isIdle: Bool, isDraining: Bool) {
        while let event = try state.parser.next() {
            // What is left of the request before is its end, which nobody has asked for.
            guard case .head(let head) = event else { continue }
            state.requestNumber += 1
            state.content = HTTPRequestContentState(
                isComplete: state.parser.remainingLength == 0, awaitsContinue: head.expectsContinue)
            return (head, false, false)
        }
        let isIdle = state.parser.isIdle
        if isIdle { state.phase = .idle }
        return (nil, isIdle, state.isDraining)
    }

    /// A connection that ends, or stays silent, between two requests is no error.
    private func readWhileIdle(_ limit: TimeLimit) async throws(NetworkError) -> [UInt8]? {
        do throws(NetworkError) {
            return try await stream.read(max: Self.readSize, limit: limit, isShielded: true)
        } catch {
            // What has sent nothing at all is not told that it was slow: it may be a connection kept for later.
            return nil
        }
    }
}

// MARK: Content

extension HTTPServerConnection {
    /// The next bytes of the content of a request; nil at its end.
    func nextContent(of number: Int) async throws(NetworkError) -> [UInt8]? {
        guard try begin(number) else { return nil }
        defer { state.withLock { $0.content.isReading = false } }
        let limit = TimeLimit.idle(server.options.bodyTimeout, .requestBody)
        do throws(NetworkError) {
            while true {
                switch try nextContentEvent() {
                case .body(let bytes)?:
                    return Array(bytes)
                case .end?, .head?:
                    return nil
                case nil:
                    try await askForContent()
                    guard let bytes = try await stream.read(max: Self.readSize, limit: limit) else {
                        throw NetworkError(
                            .truncated, "expected the rest of the request's content, the client ended the connection")
                    }
                    state.withLock { $0.parser.feed(bytes) }
                }
            }
        } catch {
            let error = error.at(stream.endpoint, during: .requestBody)
            if error.code == .timedOut { server.counters.slowRequests.increment() }
            state.withLock { $0.content.failure = error }
            throw error
        }
    }

    func trailers(of number: Int) -> HTTPHeaders {
        state.withLock { $0.requestNumber == number ? $0.content.trailers : HTTPHeaders() }
    }

    /// False when the content is at its end.
    private func begin(_ number: Int) throws(NetworkError) -> Bool {
        let result = state.withLock { state -> Result<Bool, NetworkError> in
            guard state.requestNumber == number, !state.content.isOver else { return .failure(Self.lateError) }
            if let failure = state.content.failure { return .failure(failure) }
            guard !state.content.isReading else { return .failure(Self.twoReadersError) }
            guard !state.content.isComplete else { return .success(false) }
            state.content.isReading = true
            return .success(true)
        }
        return try result.get()
    }

    private func nextContentEvent() throws(NetworkError) -> HTTPRequestParser.Event? {
        do throws(HTTPRejection) {
            return try state.withLock { state throws(HTTPRejection) in
                let event = try state.parser.next()
                if event != nil { state.content.awaitsContinue = false }
                if case .end(let trailers)? = event {
                    state.content.isComplete = true
                    state.content.trailers = trailers
                }
                return event
            }
        } catch {
            server.count(error)
            throw error.error
        }
    }

    /// Tells a client that waits for it to go on (RFC 9110 section 15.2.1).
    private func askForContent() async throws(NetworkError) {
        let isAwaited = state.withLock { state in
            defer { state.content.awaitsContinue = false }
            return state.content.awaitsContinue
        }
        guard isAwaited else { return }
        try await stream.write(
            Array("HTTP/1.1 100 Continue\r\n\r\n".utf8)[...], limit: .idle(server.options.writeTimeout, .write))
    }

    private static let lateError = NetworkError(
        .invalidUse, "the content of a request is read while the request is handled, not after that")
    private static let twoReadersError = NetworkError(
        .invalidUse, "two tasks read the content of one request; let one finish first")
}
