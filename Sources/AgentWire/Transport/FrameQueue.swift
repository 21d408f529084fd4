/// One direction of an in-process connection: a bounded queue, and those who wait at its two sides.
///
/// Pure: waiting tasks are known by tickets, and each method says whom to wake with what. Frames and waiters are served
/// strictly in order. Senders wait only while the queue is full and receivers only while it is empty, so there are never
/// both, and nobody who comes later overtakes a waiter.
struct FrameQueue<Frame: Sendable>: Sendable {
    /// Stands for one waiting task.
    typealias Ticket = UInt64

    enum Offer {
        /// The frame is in the queue.
        case accepted
        /// The frame goes straight to a waiting receiver.
        case deliver(to: Ticket)
        /// There is no room: wait, or give up.
        case full
        /// The queue is closed.
        case refused
    }

    enum Poll {
        /// Here is a frame; if a sender waited for room, its frame took the place and the sender goes on.
        case take(Frame, admitting: Ticket?)
        /// There is nothing yet: wait, or give up.
        case empty
        /// The queue is closed and empty.
        case end
    }

    /// Whom closing wakes: senders with an error, receivers with the end.
    struct Closing: Equatable {
        var senders: [Ticket]
        var receivers: [Ticket]
    }

    private struct WaitingSender {
        let ticket: Ticket
        let frame: Frame
    }

    private let capacity: Int
    private var frames = FIFO<Frame>()
    private var senders = FIFO<WaitingSender>()
    private var receivers = FIFO<Ticket>()
    private var isClosed = false

    init(capacity: Int) {
        precondition(capacity > 0, "A frame queue needs room for at least one frame.")
        self.capacity = capacity
    }

    mutating func offer(_ frame: Frame) -> Offer {
        if isClosed { return .refused }
        if let receiver = receivers.popFirst() { return .deliver(to: receiver) }
        guard frames.count < capacity else { return .full }
        frames.append(frame)
        return .accepted
    }

    /// Keeps a frame that found the queue full until there is room.
    mutating func wait(toSend frame: Frame, ticket: Ticket) {
        senders.append(WaitingSender(ticket: ticket, frame: frame))
    }

    mutating func poll() -> Poll {
        guard let frame = frames.popFirst() else { return isClosed ? .end : .empty }
        guard let sender = senders.popFirst() else { return .take(frame, admitting: nil) }
        frames.append(sender.frame)
        return .take(frame, admitting: sender.ticket)
    }

    /// Remembers a receiver that found the queue empty.
    mutating func wait(toReceive ticket: Ticket) {
        receivers.append(ticket)
    }

    /// Forgets a waiting task, with its frame if it is a sender; `false` when it no longer waits.
    mutating func cancel(_ ticket: Ticket) -> Bool {
        senders.removeFirst { $0.ticket == ticket } != nil || receivers.removeFirst { $0 == ticket } != nil
    }

    /// Refuses frames from now on; those already accepted stay to be received.
    mutating func close() -> Closing {
        isClosed = true
        return Closing(senders: senders.removeAll().map(\.ticket), receivers: receivers.removeAll())
    }
}
