/// Who waits for what on one socket: at most one reader and one writer.
///
/// Pure: waiters go in and come out, and the driver resumes what it gets back, outside its lock. A waiter that is parked
/// leaves exactly once, through readiness, the end of its time or closing. Readiness that nobody waits for is remembered,
/// so none is lost between a call that would have blocked and the wait that follows it.
struct ReadinessBoard<Waiter> {
    enum Parking {
        /// Wait; the board keeps the waiter.
        case parked
        /// Resume at once: it became ready meanwhile.
        case ready(Waiter)
        /// Resume at once with `closure`.
        case closed(Waiter)
        /// Resume at once with `secondWaiterError`.
        case refused(Waiter)
    }

    typealias Waiters = (reader: Waiter?, writer: Waiter?)

    private struct Lane {
        var waiting: (waiter: Waiter, deadline: MonotonicTime?)?
        /// Reported while nobody waited, or left over by a call that did not use everything up.
        var isSignaled = false

        mutating func take() -> Waiter? {
            defer { waiting = nil }
            return waiting?.waiter
        }

        mutating func signal() -> Waiter? {
            isSignaled = true
            return take()
        }

        mutating func expire(now: MonotonicTime) -> Waiter? {
            guard let deadline = waiting?.deadline, deadline <= now else { return nil }
            return take()
        }
    }

    private var reader = Lane()
    private var writer = Lane()
    /// The peer will send no more.
    private(set) var isHungUp = false
    /// Why the socket is closed, once it is.
    private(set) var closure: NetworkError?

    /// Whether a call has a chance: something was reported since the last one that used everything up.
    func isWorthTrying(_ direction: Readiness) -> Bool {
        // After a hang-up no further report can be relied on.
        self[direction].isSignaled || isHungUp
    }

    /// Forgets an earlier signal: the call about to be made finds out for itself.
    mutating func willTry(_ direction: Readiness) {
        self[direction].isSignaled = false
    }

    /// The call got all that it asked for, so there may be more.
    mutating func leftSome(_ direction: Readiness) {
        self[direction].isSignaled = true
    }

    /// - Parameter deadline: When `expire` gives the waiter back; nil waits for ever.
    mutating func park(
        _ waiter: Waiter,
        for direction: Readiness,
        until deadline: MonotonicTime? = nil
    ) -> Parking {
        if closure != nil { return .closed(waiter) }
        guard self[direction].waiting == nil else { return .refused(waiter) }
        if self[direction].isSignaled { return .ready(waiter) }
        self[direction].waiting = (waiter, deadline)
        return .parked
    }

    static func secondWaiterError(_ direction: Readiness) -> NetworkError {
        let verb = direction == .read ? "read from" : "write to"
        return NetworkError(.invalidUse, "two tasks \(verb) the same connection at once; let one finish first")
    }

    /// Takes the waiters that readiness wakes.
    mutating func signal(_ readiness: Readiness) -> Waiters {
        if readiness.contains(.hangUp) { isHungUp = true }
        return (
            readiness.contains(.read) ? reader.signal() : nil,
            readiness.contains(.write) ? writer.signal() : nil
        )
    }

    /// The next moment at which `expire` has something to do.
    var nextDeadline: MonotonicTime? {
        switch (reader.waiting?.deadline, writer.waiting?.deadline) {
        case (let first?, let second?): min(first, second)
        case (let one, let other): one ?? other
        }
    }

    /// Takes the waiters whose time is over.
    mutating func expire(now: MonotonicTime) -> Waiters {
        (reader.expire(now: now), writer.expire(now: now))
    }

    /// Refuses waits from now on and takes those that are parked; the first reason stays.
    mutating func close(_ reason: NetworkError) -> Waiters {
        if closure == nil { closure = reason }
        return (reader.take(), writer.take())
    }

    private subscript(direction: Readiness) -> Lane {
        get { direction == .read ? reader : writer }
        set { if direction == .read { reader = newValue } else { writer = newValue } }
    }
}
