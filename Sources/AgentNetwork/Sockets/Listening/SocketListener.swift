internal import CAgentSystem
internal import Synchronization

/// Listening sockets and the tasks that accept from them.
///
/// Where the system spreads connections over the sockets of a port there is one for each loop, and a connection stays on the
/// loop that accepted it; elsewhere one socket deals its connections out in turn.
final class SocketListener: Sendable {
    private let sockets: [Socket]
    private let group: EventLoopGroup
    private let options: ListenerOptions
    private let gate: ConnectionGate
    private let turn = Atomic<Int>(0)
    /// Connections are dealt out because the listening sockets are not one for each loop.
    private let dealsOut: Bool

    /// - Parameters:
    ///   - sockets: Listening already.
    ///   - dealsOut: Whether connections go to the loops in turn and not to that of their listening socket.
    init(sockets: [Socket], dealsOut: Bool, group: EventLoopGroup, options: ListenerOptions) {
        self.sockets = sockets
        self.dealsOut = dealsOut
        self.group = group
        self.options = options
        gate = ConnectionGate(maxConnections: options.maxConnections)
    }

    var statistics: ListenerStatistics { gate.statistics }

    /// Accepts until the listener is closed, and returns when the last connection is done; cancelling the task cancels them.
    ///
    /// - Parameter serve: Runs as a task of its own on the connection's loop; it owns the descriptor.
    func run(_ serve: @escaping @Sendable (AcceptedConnection) async -> Void) async {
        await withDiscardingTaskGroup { accepting in
            for socket in sockets {
                accepting.addTask(executorPreference: socket.loop) { await self.accept(from: socket, serve) }
            }
        }
    }

    /// Closes the listening sockets; connections go on.
    func close() {
        for socket in sockets { socket.close(Self.closedError) }
    }

    private func accept(
        from socket: Socket,
        _ serve: @escaping @Sendable (AcceptedConnection) async -> Void
    ) async {
        await withDiscardingTaskGroup { connections in
            while let accepted = await next(from: socket) {
                connections.addTask(executorPreference: accepted.loop) {
                    await serve(accepted)
                    self.gate.leave()
                }
            }
        }
    }

    /// The next connection, in a place of its own; nil when the listener is closed or the task cancelled.
    private func next(from socket: Socket) async -> AcceptedConnection? {
        while true {
            do throws(NetworkError) {
                try await socket.checkpoint()
                // The place is taken when there is somebody to have it: otherwise the loops that wait for connections would
                // keep the last places from the loop that has one.
                try await socket.waitUntilReady(.read, limit: nil)
                try await gate.enter(on: socket.loop)
            } catch {
                return nil
            }
            do throws(NetworkError) {
                if let accepted = try acceptNow(from: socket) {
                    gate.noteAccepted()
                    return accepted
                }
                gate.leave()
            } catch {
                gate.leave()
                guard case .system? = error.underlying else { return nil }
                // No descriptors, no memory, or a fault of the network below: a matter of time. Trying at once would spin.
                gate.noteFailure()
                await socket.loop.pause(for: options.acceptPause)
            }
        }
    }

    private func acceptNow(from socket: Socket) throws(NetworkError) -> AcceptedConnection? {
        try socket.attempt(.read, doing: "accept a connection") { listener in
            var peer = agent_address()
            return Socket.Attempt(status: agent_socket_accept(listener, &peer)) { descriptor in
                AcceptedConnection(
                    descriptor: descriptor,
                    peer: SocketAddress(raw: peer),
                    loop: dealsOut ? nextLoop() : socket.loop
                )
            }
        }
    }

    private func nextLoop() -> EventLoop {
        let index = turn.wrappingAdd(1, ordering: .relaxed).oldValue
        return group.loops[Int(UInt(bitPattern: index) % UInt(group.loops.count))]
    }

    private static let closedError = NetworkError(.shutDown, "the listener was closed")
}
