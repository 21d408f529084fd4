internal import AgentWire
internal import Synchronization

/// Holds the messages that answer one request until they are read; a sender waits while too many are unread.
///
/// Waiting is not cancellable: who cancels a request still reads how it ended. ``close()`` ends all waiting.
final class ReplyMailbox: Sendable {
    private struct State {
        /// In order of arrival.
        var messages: [MXPMessage] = []
        var reader: CheckedContinuation<MXPMessage?, Never>?
        /// Waits for room; there is one sender at most.
        var sender: CheckedContinuation<Void, Never>?
        var isClosed = false
    }

    private let state = Mutex(State())
    private let capacity: Int

    init(capacity: Int = 64) {
        self.capacity = capacity
    }

    /// Puts a message in, and waits until there is room for the next.
    func put(_ message: MXPMessage) async {
        await withCheckedContinuation { (sender: CheckedContinuation<Void, Never>) in
            let (reader, hasRoom) = state.withLock { state in
                if let reader = state.reader.take() { return (Optional(reader), true) }
                guard !state.isClosed else { return (nil, true) }
                state.messages.append(message)
                let hasRoom = state.messages.count < capacity
                if !hasRoom { state.sender = sender }
                return (nil, hasRoom)
            }
            reader?.resume(returning: message)
            if hasRoom { sender.resume() }
        }
    }

    /// The next message; `nil` once the mailbox is closed and empty.
    func next() async -> MXPMessage? {
        await withCheckedContinuation { reader in
            enum Step {
                case give(MXPMessage?, admitting: CheckedContinuation<Void, Never>?)
                case wait
            }
            let step: Step = state.withLock { state in
                if !state.messages.isEmpty {
                    return .give(state.messages.removeFirst(), admitting: state.sender.take())
                }
                if state.isClosed { return .give(nil, admitting: nil) }
                state.reader = reader
                return .wait
            }
            guard case .give(let message, let sender) = step else { return }
            sender?.resume()
            reader.resume(returning: message)
        }
    }

    /// Takes no more messages and wakes whoever waits.
    func close() {
        let (reader, sender) = state.withLock { state in
            state.isClosed = true
            return (state.reader.take(), state.sender.take())
        }
        reader?.resume(returning: nil)
        sender?.resume()
    }
}
