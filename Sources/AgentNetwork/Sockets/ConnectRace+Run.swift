extension ConnectRace {
    private enum Event: Sendable {
        case attempt(Int, Result<Socket, NetworkError>)
        case delayElapsed(after: Int)
    }

    /// Connects to the first of the addresses that answers.
    static func run(
        to addresses: [SocketAddress],
        for endpoint: Endpoint,
        loop: EventLoop,
        attemptDelay: Duration,
        limit: TimeLimit
    ) async throws(NetworkError) -> Socket {
        if addresses.count == 1 {
            return try await Socket.connect(to: addresses[0], for: endpoint, loop: loop, limit: limit)
        }
        let result = await withTaskGroup(of: Event.self, returning: Result<Socket, NetworkError>.self) { group in
            var race = ConnectRace(count: addresses.count)
            var sockets: [Int: Socket] = [:]
            var errors: [NetworkError] = []
            var actions = race.begin()
            while true {
                for action in actions {
                    switch action {
                    case .start(let index):
                        group.addTask {
                            await .attempt(
                                index, attempt(addresses[index], for: endpoint, loop: loop, limit: limit))
                        }
                    case .delay(let index):
                        group.addTask {
                            await loop.pause(for: attemptDelay)
                            return .delayElapsed(after: index)
                        }
                    case .succeed(let index):
                        guard let winner = sockets[index] else { continue }
                        await abandon(&group)
                        return .success(winner)
                    case .fail:
                        await abandon(&group)
                        return .failure(mostTelling(errors))
                    }
                }
                switch await group.next() {
                case .attempt(let index, .success(let socket)):
                    sockets[index] = socket
                    actions = race.attemptSucceeded(index)
                case .attempt(_, .failure(let error)):
                    errors.append(error)
                    actions = error.code == .cancelled ? [.fail] : race.attemptFailed()
                case .delayElapsed(let index):
                    actions = race.delayElapsed(after: index)
                case nil:
                    actions = [.fail]
                }
            }
        }
        return try result.get()
    }

    private static func attempt(
        _ address: SocketAddress,
        for endpoint: Endpoint,
        loop: EventLoop,
        limit: TimeLimit
    ) async -> Result<Socket, NetworkError> {
        do throws(NetworkError) {
            return .success(try await Socket.connect(to: address, for: endpoint, loop: loop, limit: limit))
        } catch {
            return .failure(error)
        }
    }

    /// Cancels what still runs, and closes a connection that came too late.
    private static func abandon(_ group: inout TaskGroup<Event>) async {
        group.cancelAll()
        for await event in group {
            if case .attempt(_, .success(let socket)) = event { socket.close(.cancelled) }
        }
    }

    /// Prefers the error that says most: a host without IPv6 reports "unreachable" beside the real one.
    private static func mostTelling(_ errors: [NetworkError]) -> NetworkError {
        errors.first { $0.code == .cancelled } ?? errors.first { $0.code != .unreachable } ?? errors.first ?? .cancelled
    }
}
