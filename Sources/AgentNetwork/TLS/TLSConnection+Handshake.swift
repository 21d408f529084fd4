internal import CAgentSystem
internal import Synchronization

extension TLSConnection {
    /// Agrees on TLS as a client over an open stream, which is closed when that fails.
    ///
    /// - Parameter endpoint: The server; its host is what the certificate has to be for.
    static func upgrade(
        _ transport: any TLSTransport,
        for endpoint: Endpoint,
        context: TLSContext,
        options: TCPOptions,
        limit: TimeLimit
    ) async throws(NetworkError) -> TLSConnection {
        do throws(NetworkError) {
            let engine = try TLSEngine(clientOf: endpoint, context: context)
            let connection = TLSConnection(over: transport, engine: engine, options: options)
            try await connection.handshake(limit: limit.during(.tlsHandshake))
            return connection
        } catch {
            let error = error.at(endpoint, during: .tlsHandshake)
            transport.close(error)
            throw error
        }
    }

    /// Agrees on TLS as a server over an accepted stream, which is closed when that fails.
    ///
    /// A client that sends a plain HTTP request is told so in HTTP before that.
    ///
    /// - Parameter limit: By default that of the context's options.
    /// - Throws: `tlsVerificationFailed`, `tlsFailed`, `timedOut` (phase `tlsHandshake`), `connectionClosed`, `cancelled`.
    static func accept(
        over transport: any TLSTransport,
        context: TLSServerContext,
        options: TCPOptions = TCPOptions(),
        limit: TimeLimit? = nil
    ) async throws(NetworkError) -> TLSConnection {
        let generation = context.generation
        let limit = limit ?? .total(generation.options.handshakeTimeout, .tlsHandshake)
        do throws(NetworkError) {
            let engine = try TLSEngine(serverOf: transport.endpoint, generation: generation)
            let connection = TLSConnection(over: transport, engine: engine, options: options)
            try await connection.handshake(limit: limit.during(.tlsHandshake))
            context.noteHandshake(isResumed: connection.isResumed)
            return connection
        } catch {
            let error = error.at(transport.endpoint, during: .tlsHandshake)
            context.noteFailure()
            transport.close(error)
            throw error
        }
    }

    private enum Step {
        case done, again, needsInput, needsRoom
    }

    private func handshake(limit: TimeLimit) async throws(NetworkError) {
        while true {
            try await transport.checkpoint()
            switch try handshakeNow() {
            case .done: return
            case .again: break
            case .needsInput: try await transport.waitUntilReadable(limit: limit, isShielded: false)
            case .needsRoom: try await transport.waitUntilWritable(limit: limit, isShielded: false)
            }
        }
    }

    private func handshakeNow() throws(NetworkError) -> Step {
        try state.withLock { state throws(NetworkError) in
            let isDone: Bool
            do throws(NetworkError) {
                isDone = try state.engine.handshake()
            } catch {
                tellWhy(&state)
                throw error
            }
            guard try flushNow(&state) else { return .needsRoom }
            guard !isDone else { return .done }
            let scratch = UnsafeMutableRawBufferPointer(start: agent_thread_scratch(), count: Int(AGENT_SCRATCH_SIZE))
            guard let count = try transport.receiveNow(into: scratch, onlyIfWorthIt: true) else { return .needsInput }
            guard count > 0 else {
                let advice = state.engine.isClient ? "; check the port" : ""
                throw NetworkError(
                    .connectionClosed, "the peer closed the connection instead of agreeing on TLS\(advice)")
            }
            state.engine.feed(UnsafeRawBufferPointer(rebasing: scratch.prefix(count)))
            return .again
        }
    }

    /// The peer learns why the handshake fails, if there is room for it: by an alert, or in the language that it speaks.
    private func tellWhy(_ state: inout State) {
        // It has failed anyway.
        guard let isSent = try? flushNow(&state), isSent, state.engine.metPlainHTTP else { return }
        _ = try? transport.writeNow(Self.plainHTTPAnswer[...])
    }

    private static let plainHTTPAnswer: [UInt8] = {
        let text = "This port speaks TLS; use https://.\n"
        let head = "HTTP/1.1 400 Bad Request\r\nConnection: close\r\nContent-Type: text/plain\r\n"
        return Array("\(head)Content-Length: \(text.utf8.count)\r\n\r\n\(text)".utf8)
    }()
}
