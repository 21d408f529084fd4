internal import Synchronization

/// One client of a server: reads a request, has it answered, and so on until one side has enough.
///
/// Everything runs in the connection's own task, one request after the other, so pipelined requests are answered in order.
/// Only reading content and ending the connection may come from elsewhere.
final class HTTPServerConnection: Sendable {
    /// What the connection is at; decides what a shutdown does to it.
    enum Phase {
        /// Nothing of the next request has come. A graceful shutdown closes the connection.
        case idle
        /// A request has begun and its response has not ended. A graceful shutdown lets it end.
        case busy
    }

    struct State {
        var parser: HTTPRequestParser
        var phase = Phase.idle
        /// The server shuts down: the response at hand is the last.
        var isDraining = false
        /// What a graceful shutdown calls once another protocol has taken over.
        var drainAction: (@Sendable () -> Void)?
        /// Counts requests; content belongs to one of them.
        var requestNumber = 0
        var content = HTTPRequestContentState()
    }

    /// The task of the connection.
    private struct TaskReference: @unchecked Sendable {
        // Safe: `cancel` may be called from anywhere, and the reference is taken back before its task ends.
        let task: UnsafeCurrentTask
    }

    let stream: any ByteStream
    let server: HTTPServerCore
    let isSecure: Bool
    let state: Mutex<State>
    /// Cancels the connection's task; there is none before it runs and after it has ended.
    ///
    /// Apart from `state`, because cancelling calls back.
    private let task = Mutex<TaskReference?>(nil)
    /// The client has gone while its request was handled.
    private let hasHungUp = Atomic<Bool>(false)

    /// How much is read from the connection at once.
    static let readSize = 64 * 1024

    init(stream: any ByteStream, server: HTTPServerCore, isSecure: Bool) {
        self.stream = stream
        self.server = server
        self.isSecure = isSecure
        state = Mutex(State(parser: HTTPRequestParser(limits: server.options.limits)))
    }

    var isHungUp: Bool { hasHungUp.load(ordering: .acquiring) }

    /// Serves the client until the connection ends.
    func run() async {
        // One handler for the whole life, so that waiting for a request needs none of its own.
        await withTaskCancellationHandler {
            await withUnsafeCurrentTask { current in
                task.withLock { $0 = current.map(TaskReference.init) }
                stream.onHangUp { [weak self] in self?.hangUp() }
                await serve()
                task.withLock { $0 = nil }
            }
        } onCancel: {
            // A client that hung up may still read: it has ended its own side only.
            if !isHungUp { stream.close(.cancelled.at(stream.endpoint)) }
        }
    }

    /// Lets the request at hand end and takes no other.
    func beginDraining() {
        let (isIdle, action) = state.withLock { state in
            state.isDraining = true
            return (state.phase == .idle, state.drainAction)
        }
        if isIdle { stream.close(Self.shutDownError) }
        action?()
    }

    /// Hands the connection to another protocol.
    func upgraded() -> HTTPUpgradedConnection {
        HTTPUpgradedConnection(stream: stream, leftover: takeLeftover()) { [self] action in
            let isDraining = state.withLock { state in
                state.drainAction = action
                return state.isDraining
            }
            if isDraining { action() }
        }
    }

    /// Ends the connection whatever it is at.
    func abort() {
        stream.close(Self.shutDownError)
        task.withLock { $0?.task.cancel() }
    }

    /// The client has gone: whoever works for it is cancelled.
    private func hangUp() {
        guard state.withLock({ $0.phase == .busy }) else { return }
        hasHungUp.store(true, ordering: .releasing)
        server.counters.disconnects.increment()
        task.withLock { $0?.task.cancel() }
    }

    private func serve() async {
        var isFirst = true
        do {
            while let head = try await receiveHead(isFirst: isFirst) {
                isFirst = false
                guard try await answer(head) else { break }
            }
            stream.close(Self.endError)
        } catch let rejection as HTTPRejection {
            await refuse(rejection)
        } catch let error as NetworkError where error.phase == .requestHead && error.code == .timedOut {
            await refuse(HTTPRejection(slow: error))
        } catch {
            stream.close(Self.endError)
        }
    }

    static let shutDownError = NetworkError(.shutDown, "the server shuts down")
    static let endError = NetworkError(.connectionClosed, "the server closed the connection")
}
