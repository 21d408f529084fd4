/// Whose turn it is to write to the stream: one task at a time, whole messages, in the order in which they came.
///
/// Pure: waiters go in and come out. While one task writes, others queue; the first of them then leads and writes what all
/// have queued in one go, so that many small messages cost few system calls and no task works for the others for ever.
struct WebSocketSendLane<Waiter: Sendable>: Sendable {
    /// What the next leader writes, and who waits for it besides the leader.
    struct Batch: Sendable {
        var bytes: [UInt8]
        var followers: [Waiter] = []
    }

    enum Next {
        /// The lane is free.
        case nothing
        /// The task that releases writes this, and releases again.
        case write([UInt8])
        /// The lane belongs to the waiter.
        case handOver(Waiter, Batch)
    }

    private struct Entry: Sendable {
        let frame: [UInt8]
        let waiter: Waiter
    }

    /// A task holds the lane.
    private(set) var isBusy = false
    private var queue: [Entry] = []
    /// The answer to the latest Ping, while the lane was busy; it may stand for earlier ones (RFC 6455 section 5.5.3).
    private var pong: [UInt8]?
    /// What follows everybody who waits: a Close frame.
    private var last: [UInt8]?
    /// What a writer that could not wait has left over; it precedes everything.
    private var unsent: ArraySlice<UInt8> = []

    /// Frames are joined up to this size; longer ones are written as they are, without a copy.
    static var maxBatchBytes: Int { 64 * 1024 }

    /// Takes the lane if it is free; the result is what to write for `frame`.
    mutating func claim(for frame: [UInt8]) -> [UInt8]? {
        guard !isBusy else { return nil }
        isBusy = true
        guard !unsent.isEmpty else { return frame }
        defer { unsent = [] }
        return unsent + frame
    }

    /// Takes the lane if it is free and something was left over; the result is that.
    mutating func claimForUnsent() -> [UInt8]? {
        unsent.isEmpty ? nil : claim(for: [])
    }

    /// Waits in line; only while the lane is busy.
    mutating func enqueue(_ frame: [UInt8], _ waiter: Waiter) {
        queue.append(Entry(frame: frame, waiter: waiter))
    }

    /// Leaves a Pong to the task that holds the lane.
    mutating func leave(pong frame: [UInt8]?) {
        pong = frame
    }

    /// Leaves a frame to the task that holds the lane when nobody waits any more.
    mutating func leave(last frame: [UInt8]) {
        last = frame
    }

    /// Gives the lane up.
    ///
    /// - Parameter rest: What a writer that cannot wait has left over.
    mutating func release(leaving rest: ArraySlice<UInt8> = []) -> Next {
        unsent = rest
        guard let first = queue.first else {
            guard pong != nil || last != nil, unsent.isEmpty else {
                isBusy = false
                return .nothing
            }
            defer {
                pong = nil
                last = nil
            }
            return .write((pong ?? []) + (last ?? []))
        }
        let prefix = unsent + (pong ?? [])
        unsent = []
        pong = nil
        var batch = Batch(bytes: prefix.isEmpty ? first.frame : prefix + first.frame)
        var count = 1
        while count < queue.count, batch.bytes.count + queue[count].frame.count <= Self.maxBatchBytes {
            batch.bytes.append(contentsOf: queue[count].frame)
            batch.followers.append(queue[count].waiter)
            count += 1
        }
        queue.removeFirst(count)
        return .handOver(first.waiter, batch)
    }

    /// Takes everyone who waits: nothing will be written any more.
    mutating func fail() -> [Waiter] {
        defer { queue = [] }
        pong = nil
        last = nil
        return queue.map(\.waiter)
    }
}
