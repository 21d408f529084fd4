extension TCPListener {
    /// Accepts connections with TLS until ``close()``, and returns when the last of them is done.
    ///
    /// Cancelling the task stops accepting and cancels the tasks of the connections. A handshake that fails ends its connection
    /// and is counted (``TLSServerContext/statistics``).
    ///
    /// - Parameters:
    ///   - context: Certificates and demands; after a reload new connections get the new ones.
    ///   - onHandshakeFailure: Hears of handshakes that fail, such as for a log.
    ///   - serve: Serves one connection, which is closed afterwards; runs on the connection's loop.
    public func run(
        tls context: TLSServerContext,
        onHandshakeFailure: @escaping @Sendable (NetworkError) -> Void = { _ in },
        _ serve: @escaping @Sendable (TLSConnection) async -> Void
    ) async {
        await runTLS(context, options: tcp, onHandshakeFailure: onHandshakeFailure, serve)
    }
}

extension StreamListener {
    /// See ``TCPListener/run(tls:onHandshakeFailure:_:)``; for listeners of every kind.
    func runTLS(
        _ context: TLSServerContext,
        options: TCPOptions,
        onHandshakeFailure: @escaping @Sendable (NetworkError) -> Void,
        _ serve: @escaping @Sendable (TLSConnection) async -> Void
    ) async {
        await sockets.run { accepted in
            // A connection that breaks while it is set up has nobody to tell.
            guard let stream = try? open(accepted) else { return }
            do throws(NetworkError) {
                let connection = try await TLSConnection.accept(over: stream, context: context, options: options)
                await serve(connection)
                connection.close()
            } catch {
                onHandshakeFailure(error)
            }
        }
    }
}
