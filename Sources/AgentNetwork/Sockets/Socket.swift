internal import CAgentSystem
internal import Synchronization

/// A nonblocking descriptor on an event loop.
///
/// Every system call is made under the lock: it never blocks, and so nobody can close the descriptor, and the system give
/// its number to someone else, while a call uses it. Waiting happens outside. Any thread may call.
final class Socket: ReadinessSource {
    /// What one nonblocking call came to.
    enum Attempt<Value> {
        /// - Parameter mayGoOn: The call got all that it asked for, so another one may succeed without waiting.
        case done(Value, mayGoOn: Bool)
        case wouldBlock
        case failed(errno: Int32)
    }

    /// Why a task that waited goes on.
    ///
    /// The errors are looked up afterwards: this is what every request pays for.
    enum WakeUp {
        case ready, timedOut, closed, refused
    }

    enum Waiter {
        // Unchecked: the board gives every waiter back exactly once, and reads wait once per message.
        case task(UnsafeContinuation<WakeUp, Never>)
        case action(@Sendable (WakeUp) -> Void)

        func resume(returning wakeUp: WakeUp) {
            switch self {
            case .task(let continuation): continuation.resume(returning: wakeUp)
            case .action(let action): action(wakeUp)
            }
        }
    }

    typealias ReadyAction = @Sendable (Result<Void, NetworkError>) -> Void

    struct State {
        /// nil once closed.
        var descriptor: Int32?
        /// The loop's name for this socket; nil until registered.
        var token: EventLoop.SourceToken?
        var board = ReadinessBoard<Waiter>()
        /// Set for the first deadline or for an earlier moment, and left alone when a wait ends before it: a timer that
        /// finds nobody late sets itself anew, so that a wait costs no timer of its own.
        var timer: (id: EventLoop.TimerID, deadline: MonotonicTime)?
        /// Called once when the peer hangs up while nobody reads.
        var hangUpAction: (@Sendable () -> Void)?
    }

    /// With a fast peer nothing ever blocks; after this many calls a task makes way for others on its thread.
    static let maxCallsInARow = 64

    let loop: EventLoop
    /// Who is at the other end, for error messages.
    let endpoint: Endpoint
    let state: Mutex<State>
    /// Calls since a task last waited or made way; see `makeWay`.
    let callsInARow = Atomic<Int>(0)

    /// Takes the descriptor over; it is closed with the socket, also when this throws.
    init(owning descriptor: Int32, endpoint: Endpoint, loop: EventLoop) throws(NetworkError) {
        self.loop = loop
        self.endpoint = endpoint
        state = Mutex(State(descriptor: descriptor))
        let token = try loop.register(self, descriptor: descriptor)
        state.withLock { $0.token = token }
    }

    deinit {
        // The way out for connections that were dropped without `close`.
        close(.closedHere(endpoint))
    }

    /// Closes the descriptor at once and fails whoever waits with `reason`; later calls have no effect.
    func close(_ reason: NetworkError) {
        let waiters = state.withLock { state in
            if let descriptor = state.descriptor {
                state.descriptor = nil
                if let token = state.token { loop.deregister(token, descriptor: descriptor) }
                agent_close(descriptor)
            }
            if let timer = state.timer { loop.cancel(timer.id) }
            state.timer = nil
            state.hangUpAction = nil
            return state.board.close(reason)
        }
        waiters.reader?.resume(returning: .closed)
        waiters.writer?.resume(returning: .closed)
    }
}
