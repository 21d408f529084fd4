extension TCPConnection {
    /// Opens a connection.
    ///
    /// A name may have several addresses; they are tried in the system's order of preference, families alternating, each
    /// with a head start before the next, and the first to answer wins (RFC 8305).
    ///
    /// - Parameters:
    ///   - endpoint: The server, by name or address.
    ///   - options: How to connect, and the limits of later calls.
    ///   - group: Whose loop wakes the connection's tasks; by default ``EventLoopGroup/shared``.
    /// - Returns: A connection to be closed with ``close()``.
    /// - Throws: `resolveFailed`, `connectionRefused`, `unreachable`, `timedOut` (phase `resolve` or `connect`),
    ///   `cancelled`, `system`.
    public static func connect(
        to endpoint: Endpoint,
        options: TCPOptions = TCPOptions(),
        group: EventLoopGroup? = nil
    ) async throws(NetworkError) -> TCPConnection {
        let loop = try EventLoopGroup.resolve(group).next()
        let limit = TimeLimit.total(options.connectTimeout, .connect)
        return try await connect(to: endpoint, options: options, loop: loop, limit: limit)
    }

    /// Opens a connection, hands it to `body` and closes it afterwards.
    ///
    /// - Parameters:
    ///   - endpoint: The server, by name or address.
    ///   - options: How to connect, and the limits of later calls.
    ///   - group: Whose loop wakes the connection's tasks; by default ``EventLoopGroup/shared``.
    ///   - body: Uses the connection; runs where the caller runs.
    /// - Returns: What `body` returns.
    /// - Throws: what ``connect(to:options:group:)`` throws, and what `body` throws.
    public static func withConnection<Value>(
        to endpoint: Endpoint,
        options: TCPOptions = TCPOptions(),
        group: EventLoopGroup? = nil,
        _ body: (TCPConnection) async throws -> Value
    ) async throws -> Value {
        let connection = try await connect(to: endpoint, options: options, group: group)
        defer { connection.close() }
        return try await body(connection)
    }

    /// - Parameter limit: On everything up to the open connection.
    static func connect(
        to endpoint: Endpoint,
        options: TCPOptions,
        loop: EventLoop,
        limit: TimeLimit
    ) async throws(NetworkError) -> TCPConnection {
        let addresses = try await NameResolver.shared.resolve(endpoint, loop: loop, limit: limit.during(.resolve))
        let socket = try await ConnectRace.run(
            to: ConnectRace.interleave(addresses),
            for: endpoint,
            loop: loop,
            attemptDelay: options.connectAttemptDelay,
            limit: limit.during(.connect)
        )
        return try TCPConnection(socket: socket, options: options)
    }
}
