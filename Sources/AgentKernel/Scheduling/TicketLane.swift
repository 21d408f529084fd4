/// Tickets in order of arrival; taking the first and taking back any one are both cheap.
struct TicketLane: Sendable {
    /// In order of arrival; those before `first` are gone, withdrawn ones stay until they are reached.
    private var tickets: [UInt64] = []
    private var first = 0
    private var present: Set<UInt64> = []

    var count: Int { present.count }

    mutating func append(_ ticket: UInt64) {
        tickets.append(ticket)
        present.insert(ticket)
    }

    mutating func popFirst() -> UInt64? {
        while first < tickets.count {
            let ticket = tickets[first]
            first += 1
            if first > 64, first * 2 > tickets.count {
                tickets.removeFirst(first)
                first = 0
            }
            if present.remove(ticket) != nil { return ticket }
        }
        return nil
    }

    mutating func remove(_ ticket: UInt64) -> Bool {
        present.remove(ticket) != nil
    }
}
