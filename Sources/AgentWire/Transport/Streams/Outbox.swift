/// What a stream has still to send: encoded frames in order, up to a limit, and the senders that wait for room.
///
/// Pure: waiting tasks are known by tickets, and the driver writes what it takes from here. A frame is let in as a whole, as
/// long as the bytes before it are under the limit; so there is always room for one, however large, and never more than the
/// limit and one frame. Nobody who comes later overtakes a waiter.
struct Outbox: Sendable {
    /// Stands for one waiting task.
    typealias Ticket = UInt64

    enum Offer {
        /// The frame will be sent.
        case accepted
        /// There is no room: wait, or give up.
        case full
        /// The outbox is closed.
        case refused
    }

    private struct Waiter {
        let ticket: Ticket
        let frame: [UInt8]
    }

    /// Frames up to this size are joined, so that one write takes many of them.
    private static let joinedBytes = 16 * 1024

    private let limit: Int
    /// Bytes in everything below, those that the driver has taken included.
    private(set) var count = 0
    /// The rest of what was sent in part.
    private var front: ArraySlice<UInt8> = []
    private var chunks = FIFO<[UInt8]>()
    /// Small frames behind the chunks.
    private var tail: [UInt8] = []
    private var waiters = FIFO<Waiter>()
    private var isClosed = false

    init(limit: Int) {
        precondition(limit > 0, "An outbox has room for at least one byte.")
        self.limit = limit
    }

    var isEmpty: Bool { count == 0 && waiters.isEmpty }

    mutating func offer(_ frame: [UInt8]) -> Offer {
        if isClosed { return .refused }
        guard waiters.isEmpty, count < limit else { return .full }
        append(frame)
        return .accepted
    }

    /// Keeps a frame that found no room until there is some.
    mutating func wait(toSend frame: [UInt8], ticket: Ticket) {
        waiters.append(Waiter(ticket: ticket, frame: frame))
    }

    /// Takes the bytes to write next; what could not be written is handed back by `sent`.
    mutating func take() -> ArraySlice<UInt8>? {
        if !front.isEmpty {
            defer { front = [] }
            return front
        }
        if let chunk = chunks.popFirst() { return chunk[...] }
        guard !tail.isEmpty else { return nil }
        defer { tail = [] }
        return tail[...]
    }

    /// Notes what became of the bytes that were taken last.
    ///
    /// - Returns: The waiting senders whose frames were let in.
    mutating func sent(_ sent: Int, rest: ArraySlice<UInt8>) -> [Ticket] {
        count -= sent
        front = rest
        var admitted: [Ticket] = []
        while count < limit, let waiter = waiters.popFirst() {
            append(waiter.frame)
            admitted.append(waiter.ticket)
        }
        return admitted
    }

    /// Forgets a waiting sender and its frame; `false` when it no longer waits.
    mutating func cancel(_ ticket: Ticket) -> Bool {
        waiters.removeFirst { $0.ticket == ticket } != nil
    }

    /// Refuses frames from now on; those that were accepted stay to be sent.
    ///
    /// - Returns: The senders that wait in vain.
    mutating func close() -> [Ticket] {
        isClosed = true
        return waiters.removeAll().map(\.ticket)
    }

    /// Drops what was accepted.
    mutating func clear() {
        count = 0
        front = []
        chunks = FIFO()
        tail = []
    }

    private mutating func append(_ frame: [UInt8]) {
        count += frame.count
        if frame.count <= Self.joinedBytes, !tail.isEmpty {
            tail.append(contentsOf: frame)
        } else {
            pushTail()
            // A frame that comes alone is not copied.
            tail = frame
        }
        if tail.count > Self.joinedBytes { pushTail() }
    }

    private mutating func pushTail() {
        guard !tail.isEmpty else { return }
        chunks.append(tail)
        tail = []
    }
}
