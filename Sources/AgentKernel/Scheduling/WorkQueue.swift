/// Decides which piece of work starts next: by priority, then in order of arrival, with bounded concurrency.
///
/// Pure: it runs nothing. Every method returns the tickets whose work the caller now starts. The same calls in the same
/// order start the same work in the same order.
///
/// Control work has places of its own, so that a cancellation is not stuck behind the calls it is to cancel. Background
/// work gets one place for every ``SchedulerLimits/messagesPerBackground`` messages that overtook it, so that it is never
/// starved.
struct WorkQueue: Sendable {
    /// Names one piece of work.
    typealias Ticket = UInt64

    /// The outcome of handing in a piece of work.
    enum Admission: Hashable {
        /// Its work will be named by a later ``start`` list, or is in this one.
        case admitted(Ticket, start: [Ticket])
        /// Too much waits already.
        case refusedFull
        /// The queue was closed.
        case refusedClosed
    }

    private let limits: SchedulerLimits
    private var nextTicket: Ticket = 1
    /// Waiting work by priority; first in, first out.
    private var lanes: [WorkPriority: TicketLane] = [:]
    /// Work that was started and has not ended.
    private var running: [Ticket: WorkPriority] = [:]
    /// How many of the running pieces are control work.
    private var runningControl = 0
    /// Messages started since the last background piece, while background work waited.
    private var messagesSinceBackground = 0
    private var isClosed = false

    init(limits: SchedulerLimits = SchedulerLimits()) {
        self.limits = limits
    }

    /// The number of pieces that wait.
    var waiting: Int { lanes.values.reduce(0) { $0 + $1.count } }

    /// Whether nothing waits and nothing runs.
    var isIdle: Bool { running.isEmpty && waiting == 0 }

    /// Hands in a piece of work.
    mutating func submit(_ priority: WorkPriority) -> Admission {
        guard !isClosed else { return .refusedClosed }
        // Control work is let in above the limit too, since it is what drains the queue.
        guard priority == .control || waiting < limits.maximumWaiting else { return .refusedFull }
        let ticket = nextTicket
        nextTicket += 1
        lanes[priority, default: TicketLane()].append(ticket)
        return .admitted(ticket, start: startable())
    }

    /// Notes that started work ended.
    mutating func finish(_ ticket: Ticket) -> [Ticket] {
        guard let priority = running.removeValue(forKey: ticket) else { return [] }
        if priority == .control { runningControl -= 1 }
        return startable()
    }

    /// Takes back work that waits; `false` when it was started or never handed in.
    mutating func withdraw(_ ticket: Ticket) -> Bool {
        for priority in WorkPriority.allCases where lanes[priority]?.remove(ticket) == true {
            return true
        }
        return false
    }

    /// Refuses new work from now on; what waits still runs.
    mutating func close() {
        isClosed = true
    }

    private mutating func startable() -> [Ticket] {
        var started: [Ticket] = []
        while runningControl < limits.controlPlaces, let ticket = take(.control) {
            runningControl += 1
            started.append(ticket)
        }
        while running.count - runningControl < limits.concurrency, let ticket = takeOrdinary() {
            started.append(ticket)
        }
        return started
    }

    private mutating func takeOrdinary() -> Ticket? {
        let backgroundWaits = lanes[.background]?.count ?? 0 > 0
        if backgroundWaits, messagesSinceBackground >= limits.messagesPerBackground {
            messagesSinceBackground = 0
            return take(.background)
        }
        if let ticket = take(.message) {
            messagesSinceBackground = backgroundWaits ? messagesSinceBackground + 1 : 0
            return ticket
        }
        messagesSinceBackground = 0
        return take(.background)
    }

    private mutating func take(_ priority: WorkPriority) -> Ticket? {
        guard let ticket = lanes[priority]?.popFirst() else { return nil }
        running[ticket] = priority
        return ticket
    }
}
