/// Decides which addresses are tried when (RFC 8305, with the resolver's whole answer at hand).
///
/// Attempts start one after the other: the next one when the one before has failed, or beside it after a delay. Pure; the
/// driver in `ConnectRace+Run.swift` carries out the actions.
struct ConnectRace {
    enum Action: Equatable {
        /// Try the address with this index.
        case start(Int)
        /// Call `delayElapsed` with this index after the head start.
        case delay(after: Int)
        /// The attempt with this index is the connection; give the others up.
        case succeed(Int)
        /// Every address has failed.
        case fail
    }

    private let count: Int
    private var started = 0
    private var failed = 0
    private var isOver = false

    init(count: Int) {
        self.count = count
    }

    mutating func begin() -> [Action] {
        startNext()
    }

    /// The head start of an attempt is over.
    mutating func delayElapsed(after index: Int) -> [Action] {
        // A delay that belongs to an attempt before the latest one is out of date.
        index == started - 1 ? startNext() : []
    }

    mutating func attemptFailed() -> [Action] {
        failed += 1
        guard !isOver else { return [] }
        if failed == count {
            isOver = true
            return [.fail]
        }
        return startNext()
    }

    mutating func attemptSucceeded(_ index: Int) -> [Action] {
        guard !isOver else { return [] }
        isOver = true
        return [.succeed(index)]
    }

    private mutating func startNext() -> [Action] {
        guard !isOver, started < count else { return [] }
        defer { started += 1 }
        return started + 1 < count ? [.start(started), .delay(after: started)] : [.start(started)]
    }

    /// Alternates the families, beginning with the first address's own, order kept within each (RFC 8305 section 4).
    static func interleave(_ addresses: [SocketAddress]) -> [SocketAddress] {
        guard let first = addresses.first else { return [] }
        var preferred = addresses.filter { $0.family == first.family }[...]
        var other = addresses.filter { $0.family != first.family }[...]
        var result: [SocketAddress] = []
        while !preferred.isEmpty || !other.isEmpty {
            if let address = preferred.popFirst() { result.append(address) }
            if let address = other.popFirst() { result.append(address) }
        }
        return result
    }
}
