internal import Synchronization

/// What the connections of a server share.
final class HTTPServerCore: Sendable {
    private struct State {
        var connections: [ObjectIdentifier: HTTPServerConnection] = [:]
        var isDraining = false
    }

    let options: HTTPServerOptions
    let handler: HTTPHandler
    let encoder: HTTPResponseEncoder
    private let onError: @Sendable (any Error) -> Void
    let counters = HTTPServerCounters()
    private let state = Mutex(State())

    init(
        options: HTTPServerOptions,
        onError: @escaping @Sendable (any Error) -> Void,
        handler: @escaping HTTPHandler
    ) {
        self.options = options
        self.onError = onError
        self.handler = handler
        encoder = HTTPResponseEncoder(serverName: options.serverName, date: HTTPDateCache())
    }

    /// Serves one client, with TLS where that is asked for; the stream is closed when this returns.
    func serve(_ stream: any SocketStream, tls: TLSServerContext?) async {
        guard let tls else { return await serve(stream, isSecure: false) }
        do throws(NetworkError) {
            let secured = try await TLSConnection.accept(
                over: stream, context: tls, limit: .total(options.handshakeTimeout, .tlsHandshake))
            await serve(secured, isSecure: true)
        } catch {
            counters.handshakeFailures.increment()
        }
    }

    private func serve(_ stream: any ByteStream, isSecure: Bool) async {
        let connection = HTTPServerConnection(stream: stream, server: self, isSecure: isSecure)
        let id = ObjectIdentifier(connection)
        let isDraining = state.withLock { state in
            state.connections[id] = connection
            return state.isDraining
        }
        if isDraining { connection.beginDraining() }
        await connection.run()
        stream.close(HTTPServerConnection.endError)
        state.withLock { $0.connections[id] = nil }
    }

    func beginDraining() {
        let connections = state.withLock { state in
            state.isDraining = true
            return Array(state.connections.values)
        }
        for connection in connections { connection.beginDraining() }
    }

    func abortConnections() {
        for connection in state.withLock({ Array($0.connections.values) }) { connection.abort() }
    }

    /// Hands an error of a handler to whoever looks after the server.
    func report(_ error: any Error) {
        onError(error)
    }

    func count(_ rejection: HTTPRejection) {
        switch rejection.status {
        case .contentTooLarge, .uriTooLong, .headerFieldsTooLarge: counters.oversizedRequests.increment()
        case .requestTimeout: counters.slowRequests.increment()
        default: counters.malformedRequests.increment()
        }
    }
}
