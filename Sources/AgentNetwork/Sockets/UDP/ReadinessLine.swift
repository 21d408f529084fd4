internal import Synchronization

/// Tasks that wait for one direction of a socket, any number of them.
///
/// All are woken at once, and each tries and perhaps comes back. Cancelling one ends its wait and nothing else.
final class ReadinessLine: Sendable {
    private struct State {
        var waiters: [OneShot<Void>] = []
        /// The socket will report to this line.
        var isArmed = false
    }

    private let socket: Socket
    private let direction: Readiness
    private let state = Mutex(State())

    init(socket: Socket, direction: Readiness) {
        self.socket = socket
        self.direction = direction
    }

    /// Waits until a call may succeed.
    ///
    /// - Throws: why the socket was closed, `cancelled`, or the limit's error.
    func wait(limit: TimeLimit?) async throws(NetworkError) {
        let turn = OneShot<Void>()
        let needsArming = state.withLock { state in
            state.waiters.append(turn)
            defer { state.isArmed = true }
            return !state.isArmed
        }
        if needsArming { arm() }
        do throws(NetworkError) {
            try await turn.value(on: socket.loop, limit: limit)
        } catch {
            state.withLock { $0.waiters.removeAll { $0 === turn } }
            throw error
        }
    }

    private func arm() {
        do throws(NetworkError) {
            // Weakly: a report may be due long after everybody has given up waiting.
            let isParked = try socket.whenReady(direction, limit: nil) { [weak self] result in self?.report(result) }
            if !isParked { report(.success(())) }
        } catch {
            report(.failure(error))
        }
    }

    private func report(_ result: Result<Void, NetworkError>) {
        let waiters = state.withLock { state in
            state.isArmed = false
            defer { state.waiters = [] }
            return state.waiters
        }
        for waiter in waiters { waiter.resolve(result) }
    }
}
