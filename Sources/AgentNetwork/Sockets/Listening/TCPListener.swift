internal import CAgentSystem

/// Accepts TCP connections.
///
/// ```swift
/// let listener = try await TCPListener.bind(to: Endpoint(host: "localhost", port: 7))
/// await listener.run { connection in
///     while let bytes = try? await connection.read() { try? await connection.write(bytes) }
/// }
/// ```
///
/// Each connection is served by a task of its own that stays on one event loop. A blocking call there holds up every other
/// connection of that loop.
public final class TCPListener: Sendable {
    /// Where connections are accepted: one address for each address of the name that was asked for.
    public let localAddresses: [SocketAddress]
    let sockets: SocketListener
    let tcp: TCPOptions

    private init(localAddresses: [SocketAddress], sockets: SocketListener, tcp: TCPOptions) {
        self.localAddresses = localAddresses
        self.sockets = sockets
        self.tcp = tcp
    }

    /// Starts to listen; connections wait until ``run(_:)`` accepts them.
    ///
    /// - Parameters:
    ///   - endpoint: An address or a name of this machine, `::` or `0.0.0.0` for all of its addresses. Port 0 takes a free
    ///     port. A name with several addresses is bound on all of them, with the same port.
    ///   - options: Limits on accepting.
    ///   - tcp: Limits and options of the accepted connections.
    ///   - group: Whose loops serve the connections; by default ``EventLoopGroup/shared``.
    /// - Throws: `addressInUse` when another listener has the port, `resolveFailed`, `unreachable` for an address that this
    ///   machine does not have, `system`.
    public static func bind(
        to endpoint: Endpoint,
        options: ListenerOptions = ListenerOptions(),
        tcp: TCPOptions = TCPOptions(),
        group: EventLoopGroup? = nil
    ) async throws(NetworkError) -> TCPListener {
        let group = try EventLoopGroup.resolve(group)
        let addresses = try await NameResolver.shared.resolve(
            endpoint, loop: group.next(), limit: .total(tcp.connectTimeout, .resolve))
        var binding = PortBinding(endpoint: endpoint, group: group, backlog: options.backlog)
        for address in addresses { try binding.add(address, isOptional: addresses.count > 1) }
        let sockets = SocketListener(
            sockets: try binding.finish(), dealsOut: !agent_listeners_share_ports(), group: group, options: options)
        return TCPListener(localAddresses: binding.localAddresses, sockets: sockets, tcp: tcp)
    }

    /// The port that is listened on.
    public var port: UInt16 { localAddresses.first?.port ?? 0 }

    /// What was accepted, and how often that failed.
    public var statistics: ListenerStatistics { sockets.statistics }

    /// Accepts connections until ``close()``, and returns when the last of them is done.
    ///
    /// Cancelling the task stops accepting and cancels the tasks of the connections.
    ///
    /// - Parameter serve: Serves one connection, which is closed when it returns.
    public func run(_ serve: @escaping @Sendable (TCPConnection) async -> Void) async {
        let tcp = tcp
        await sockets.run { accepted in
            // A connection that breaks while it is set up has nobody to tell.
            guard let connection = try? TCPConnection(accepted, options: tcp) else { return }
            await serve(connection)
            connection.close()
        }
    }

    /// Stops accepting; connections go on, and ``run(_:)`` returns after the last of them.
    public func close() {
        sockets.close()
    }
}

extension TCPListener: StreamListener {
    func open(_ accepted: AcceptedConnection) throws(NetworkError) -> any SocketStream {
        try TCPConnection(accepted, options: tcp)
    }
}

extension TCPConnection {
    /// Takes an accepted descriptor over; it is closed when this fails.
    convenience init(_ accepted: AcceptedConnection, options: TCPOptions) throws(NetworkError) {
        let socket = try Socket(
            owning: accepted.descriptor, endpoint: Endpoint(accepted.peer), loop: accepted.loop)
        try self.init(socket: socket, options: options)
    }
}
