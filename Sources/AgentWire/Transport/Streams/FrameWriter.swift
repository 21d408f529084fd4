internal import AgentNetwork
internal import Synchronization

/// The sending half of a transport over a stream: drives an ``Outbox``.
///
/// A sender writes its frame itself when the socket takes it. What the socket does not take at once waits in the outbox, and
/// the event loop's thread writes it later; so a frame that was begun is finished whatever becomes of its sender, and frames
/// are never interleaved. The lock is held over writes, which never block.
final class FrameWriter: Sendable {
    private typealias Ticket = Outbox.Ticket
    private typealias Answer = Result<Void, WireError>
    private typealias Sender = CheckedContinuation<Answer, Never>

    private struct State {
        var outbox: Outbox
        var senders: [Ticket: Sender] = [:]
        var lastTicket: Ticket = 0
        /// The socket will report room.
        var isArmed = false
        /// Bytes that were written so far.
        var written = 0
        /// Accepted frames were dropped.
        var hasLost = false
        /// Why nothing can be sent any more.
        var failure: WireError?
        /// Called once when the socket fails.
        var onFailure: (@Sendable (NetworkError) -> Void)?
        /// After `close`: called once when nothing is left to send.
        var onFlushed: (@Sendable () -> Void)?
    }

    /// What is left to do when the lock is released.
    private struct Effects {
        var answers: [(sender: Sender, answer: Answer)] = []
        var notices: [@Sendable () -> Void] = []

        func run() {
            for (sender, answer) in answers { sender.resume(returning: answer) }
            for notice in notices { notice() }
        }
    }

    private let port: StreamPort
    /// How long the socket may take nothing.
    private let timeout: Duration?
    private let state: Mutex<State>

    init(port: StreamPort, limit: Int, timeout: Duration?) {
        self.port = port
        self.timeout = timeout
        state = Mutex(State(outbox: Outbox(limit: limit)))
    }

    /// Sets what to call, without locks held, when the socket fails.
    func onFailure(_ action: @escaping @Sendable (NetworkError) -> Void) {
        state.withLock { $0.onFailure = action }
    }

    /// Bytes that were written so far.
    var written: Int { state.withLock { $0.written } }

    /// Whether a frame that was accepted has not been written.
    var isIncomplete: Bool { state.withLock { $0.hasLost || $0.outbox.count > 0 } }

    func send(_ frame: [UInt8]) async throws(WireError) {
        // Most frames find room; only the others pay for a continuation.
        if let answer = offer(frame, waiting: nil) { return try answer.get() }
        let ticket = state.withLock { state in
            state.lastTicket += 1
            return state.lastTicket
        }
        let answer = await withTaskCancellationHandler {
            await withCheckedContinuation { (sender: Sender) in
                if let answer = offer(frame, waiting: (ticket, sender)) { sender.resume(returning: answer) }
            }
        } onCancel: {
            cancel(ticket)
        }
        try answer.get()
    }

    /// Refuses frames from now on, sends what was accepted, and calls `completion` when that is done or has failed.
    func close(_ completion: @escaping @Sendable () -> Void) {
        let effects = state.withLock { state in
            var effects = Effects()
            refuse(.transportClosed, &state, &effects)
            state.onFlushed = completion
            noteFlushed(&state, &effects)
            return effects
        }
        effects.run()
    }

    /// Refuses frames from now on and drops what was accepted.
    func fail(_ error: WireError) {
        let effects = state.withLock { state in
            var effects = Effects()
            refuse(error, &state, &effects)
            drop(&state)
            noteFlushed(&state, &effects)
            return effects
        }
        effects.run()
    }
}

// Cancellation marks the task before it runs the handler, and the handler needs the lock. So either the check under the
// lock sees the mark, or the handler finds the waiting task.
extension FrameWriter {
    /// Tries to send; `nil` when there is no room, and then `waiting` waits if it is given.
    private func offer(_ frame: [UInt8], waiting: (ticket: Ticket, sender: Sender)?) -> Answer? {
        let (answer, effects) = state.withLock { state -> (Answer?, Effects) in
            var effects = Effects()
            guard !Task.isCancelled else { return (.failure(.cancelled), effects) }
            if let failure = state.failure { return (.failure(failure), effects) }
            switch state.outbox.offer(frame) {
            case .accepted:
                flush(&state, &effects)
                // A socket that broke just now has not taken the frame.
                return (state.failure.map { .failure($0) } ?? .success(()), effects)
            case .full:
                if let waiting {
                    state.outbox.wait(toSend: frame, ticket: waiting.ticket)
                    state.senders[waiting.ticket] = waiting.sender
                }
                return (nil, effects)
            case .refused:
                return (.failure(.transportClosed), effects)
            }
        }
        effects.run()
        return answer
    }

    private func cancel(_ ticket: Ticket) {
        let sender = state.withLock { state in
            // A task whose frame was let in meanwhile has sent it.
            state.outbox.cancel(ticket) ? state.senders.removeValue(forKey: ticket) : nil
        }
        sender?.resume(returning: .failure(.cancelled))
    }

    /// The socket reports, once.
    private func report(_ result: Result<Void, NetworkError>) {
        let effects = state.withLock { state in
            var effects = Effects()
            state.isArmed = false
            switch result {
            case .success: flush(&state, &effects)
            case .failure(let error): broke(error, &state, &effects)
            }
            return effects
        }
        effects.run()
    }
}

// What happens under the lock.
extension FrameWriter {
    /// Writes until nothing is left or the socket takes no more; then it will report.
    private func flush(_ state: inout State, _ effects: inout Effects) {
        do throws(NetworkError) {
            while !state.isArmed, var rest = state.outbox.take() {
                let count = rest.count
                try port.write(&rest)
                state.written += count - rest.count
                for ticket in state.outbox.sent(count - rest.count, rest: rest) {
                    if let sender = state.senders.removeValue(forKey: ticket) {
                        effects.answers.append((sender, .success(())))
                    }
                }
                guard !rest.isEmpty else { continue }
                // Strongly: frames that were accepted are sent although the transport was forgotten.
                state.isArmed = try port.whenWritable(within: timeout) { self.report($0) }
            }
            noteFlushed(&state, &effects)
        } catch {
            broke(error, &state, &effects)
        }
    }

    private func broke(_ error: NetworkError, _ state: inout State, _ effects: inout Effects) {
        refuse(.broken(error), &state, &effects)
        drop(&state)
        if let onFailure = state.onFailure { effects.notices.append { onFailure(error) } }
        state.onFailure = nil
        noteFlushed(&state, &effects)
    }

    private func drop(_ state: inout State) {
        if state.outbox.count > 0 { state.hasLost = true }
        state.outbox.clear()
    }

    private func refuse(_ error: WireError, _ state: inout State, _ effects: inout Effects) {
        if state.failure == nil { state.failure = error }
        for ticket in state.outbox.close() {
            if let sender = state.senders.removeValue(forKey: ticket) {
                effects.answers.append((sender, .failure(error)))
            }
        }
    }

    private func noteFlushed(_ state: inout State, _ effects: inout Effects) {
        guard let onFlushed = state.onFlushed, state.outbox.isEmpty else { return }
        state.onFlushed = nil
        effects.notices.append(onFlushed)
    }
}
