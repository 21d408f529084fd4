/// Who waits for what on one socket: at most one reader and one writer.
///
/// Pure: waiters go in and come out, and the driver resumes what it gets back, outside its lock. A waiter that is parked
/// leaves exactly once, through readiness, withdrawal or closing. Readiness that nobody waits for is remembered, so none
/// is lost between a call that would have blocked and the wait that follows it.
struct ReadinessBoard<Waiter> {
    /// Ties a withdrawal to one wait, so that a late timer does not hit the next one.
    struct Ticket: Sendable, Equatable {
        fileprivate let number: UInt64
    }

    enum Parking {
        /// Wait; the board keeps the waiter.
        case parked(Ticket)
        /// Resume at once: it became ready meanwhile.
        case ready(Waiter)
        /// Resume at once with the error.
        case refused(Waiter, NetworkError)
    }

    private struct Lane {
        var waiting: (ticket: Ticket, waiter: Waiter)?
        /// Reported while nobody waited.
        var isSignaled = false

        mutating func take() -> Waiter? {
            defer { waiting = nil }
            return waiting?.waiter
        }

        mutating func signal() -> Waiter? {
            if waiting == nil { isSignaled = true }
            return take()
        }
    }

    private var reader = Lane()
    private var writer = Lane()
    private var lastTicket: UInt64 = 0
    /// Why the socket is closed, once it is.
    private(set) var closure: NetworkError?

    /// Forgets an earlier signal: the call about to be made finds out for itself.
    mutating func willTry(_ direction: Readiness) {
        self[direction].isSignaled = false
    }

    mutating func park(_ waiter: Waiter, for direction: Readiness) -> Parking {
        if let closure { return .refused(waiter, closure) }
        guard self[direction].waiting == nil else {
            let verb = direction == .read ? "read from" : "write to"
            return .refused(
                waiter, NetworkError(.invalidUse, "two tasks \(verb) the same connection at once; let one finish first")
            )
        }
        if self[direction].isSignaled {
            self[direction].isSignaled = false
            return .ready(waiter)
        }
        lastTicket += 1
        let ticket = Ticket(number: lastTicket)
        self[direction].waiting = (ticket, waiter)
        return .parked(ticket)
    }

    /// Takes the waiters that readiness wakes.
    mutating func signal(_ readiness: Readiness) -> (reader: Waiter?, writer: Waiter?) {
        (
            readiness.contains(.read) ? reader.signal() : nil,
            readiness.contains(.write) ? writer.signal() : nil
        )
    }

    /// Takes a waiter whose time is over; nil when it has left already.
    mutating func withdraw(_ ticket: Ticket) -> Waiter? {
        if reader.waiting?.ticket == ticket { return reader.take() }
        if writer.waiting?.ticket == ticket { return writer.take() }
        return nil
    }

    /// Refuses waits from now on and takes those that are parked; the first reason stays.
    mutating func close(_ reason: NetworkError) -> (reader: Waiter?, writer: Waiter?) {
        if closure == nil { closure = reason }
        return (reader.take(), writer.take())
    }

    private subscript(direction: Readiness) -> Lane {
        get { direction == .read ? reader : writer }
        set { if direction == .read { reader = newValue } else { writer = newValue } }
    }
}
