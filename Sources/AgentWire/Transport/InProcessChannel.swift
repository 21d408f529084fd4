internal import Synchronization

/// Drives a ``FrameQueue``: one direction between two ends in the same process.
///
/// The lock is held for bookkeeping only; tasks are resumed after it is released.
final class InProcessChannel: Sendable {
    /// A frame of whatever type the two ends agree on.
    ///
    /// Not a type parameter: generic code that its users cannot specialise spent microseconds per frame on looking types up.
    /// This way the class is compiled once, and frames are cast back where they leave the transport.
    typealias Parcel = any Sendable

    private typealias Ticket = FrameQueue<Parcel>.Ticket
    private typealias Sender = CheckedContinuation<Result<Void, WireError>, Never>
    private typealias Receiver = CheckedContinuation<Result<Parcel?, WireError>, Never>

    private struct State {
        var queue: FrameQueue<Parcel>
        /// Waiting tasks by their tickets in the queue; both kinds draw from the same numbers.
        var senders: [Ticket: Sender] = [:]
        var receivers: [Ticket: Receiver] = [:]
        var lastTicket: Ticket = 0
    }

    private let state: Mutex<State>

    init(capacity: Int) {
        state = Mutex(State(queue: FrameQueue(capacity: capacity)))
    }

    func send(_ parcel: Parcel) async throws(WireError) {
        // Most frames find room; only the others pay for a continuation.
        if let result = offer(parcel, waiting: nil) { return try result.get() }
        let ticket = newTicket()
        let result = await withTaskCancellationHandler {
            await withCheckedContinuation { (sender: Sender) in
                if let result = offer(parcel, waiting: (ticket, sender)) { sender.resume(returning: result) }
            }
        } onCancel: {
            cancel(ticket)
        }
        try result.get()
    }

    func receive() async throws(WireError) -> Parcel? {
        if let result = poll(waiting: nil) { return try result.get() }
        let ticket = newTicket()
        let result = await withTaskCancellationHandler {
            await withCheckedContinuation { (receiver: Receiver) in
                if let result = poll(waiting: (ticket, receiver)) { receiver.resume(returning: result) }
            }
        } onCancel: {
            cancel(ticket)
        }
        return try result.get()
    }

    func close() {
        let (senders, receivers) = state.withLock { state in
            let closing = state.queue.close()
            return (
                closing.senders.compactMap { state.senders.removeValue(forKey: $0) },
                closing.receivers.compactMap { state.receivers.removeValue(forKey: $0) }
            )
        }
        for sender in senders { sender.resume(returning: .failure(.transportClosed)) }
        for receiver in receivers { receiver.resume(returning: .success(nil)) }
    }

    private func newTicket() -> Ticket {
        state.withLock { state in
            state.lastTicket += 1
            return state.lastTicket
        }
    }
}

// Cancellation marks the task before it runs the handler, and the handler needs the lock. So either the check under the
// lock sees the mark, or the handler finds the waiting task.
extension InProcessChannel {
    /// Tries to send; `nil` when the queue is full, and then `waiting` waits if it is given.
    private func offer(_ parcel: Parcel, waiting: (ticket: Ticket, sender: Sender)?) -> Result<Void, WireError>? {
        let (result, receiver) = state.withLock { state -> (Result<Void, WireError>?, Receiver?) in
            guard !Task.isCancelled else { return (.failure(.cancelled), nil) }
            switch state.queue.offer(parcel) {
            case .accepted:
                return (.success(()), nil)
            case .deliver(let receiver):
                return (.success(()), state.receivers.removeValue(forKey: receiver))
            case .full:
                if let waiting {
                    state.queue.wait(toSend: parcel, ticket: waiting.ticket)
                    state.senders[waiting.ticket] = waiting.sender
                }
                return (nil, nil)
            case .refused:
                return (.failure(.transportClosed), nil)
            }
        }
        receiver?.resume(returning: .success(parcel))
        return result
    }

    /// Tries to receive; `nil` when the queue is empty, and then `waiting` waits if it is given.
    private func poll(waiting: (ticket: Ticket, receiver: Receiver)?) -> Result<Parcel?, WireError>? {
        let (result, sender) = state.withLock { state -> (Result<Parcel?, WireError>?, Sender?) in
            guard !Task.isCancelled else { return (.failure(.cancelled), nil) }
            switch state.queue.poll() {
            case .take(let parcel, let sender):
                return (.success(parcel), sender.flatMap { state.senders.removeValue(forKey: $0) })
            case .empty:
                if let waiting {
                    state.queue.wait(toReceive: waiting.ticket)
                    state.receivers[waiting.ticket] = waiting.receiver
                }
                return (nil, nil)
            case .end:
                return (.success(nil), nil)
            }
        }
        sender?.resume(returning: .success(()))
        return result
    }

    private func cancel(_ ticket: Ticket) {
        let (sender, receiver) = state.withLock { state -> (Sender?, Receiver?) in
            // A task that was served in the meantime keeps what it got.
            guard state.queue.cancel(ticket) else { return (nil, nil) }
            return (state.senders.removeValue(forKey: ticket), state.receivers.removeValue(forKey: ticket))
        }
        sender?.resume(returning: .failure(.cancelled))
        receiver?.resume(returning: .failure(.cancelled))
    }
}
