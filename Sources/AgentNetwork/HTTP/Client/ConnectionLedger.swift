/// Which connections to which origin are idle, how many are in use, and who waits for one.
///
/// Pure: it has no clock and does no I/O; the driver (``HTTPConnectionPool``) carries out what the methods return. A "place" is
/// the right to have one connection to an origin; whoever gets a connection or permission to open one holds a place until
/// it calls `release` or `vacate`.
struct ConnectionLedger<Connection, Waiter> {
    enum Admission {
        /// A place with an open connection, the one used last.
        case reuse(Connection)
        /// A place; open a connection.
        case open
        /// No place now; the waiter will come out of `release`, `vacate` or `shutDown`.
        case wait(WaiterID)
        /// Too many wait already.
        case refuse
        /// The ledger is closed.
        case shutDown
    }

    enum Handover {
        /// Give the connection, with its place, to the waiter.
        case reuse(Connection, Waiter)
        /// Give the place to the waiter.
        case open(Waiter)
        /// Close the connection.
        case close(Connection)
        case nothing
    }

    struct WaiterID: Equatable {
        fileprivate let number: UInt64
    }

    private struct Origin {
        /// The one used last at the end.
        var idle: [(connection: Connection, expiry: MonotonicTime)] = []
        /// Places in use.
        var leased = 0
        var waiters: [(id: WaiterID, waiter: Waiter)] = []

        var isUnused: Bool { idle.isEmpty && leased == 0 && waiters.isEmpty }
    }

    private let options: HTTPClientOptions
    private var origins: [HTTPOrigin: Origin] = [:]
    private var idleCount = 0
    private var lastWaiter: UInt64 = 0
    private(set) var isShutDown = false

    init(options: HTTPClientOptions) {
        self.options = options
    }

    /// When the next idle connection is to be closed.
    var nextExpiry: MonotonicTime? {
        origins.values.compactMap { $0.idle.first?.expiry }.min()
    }

    /// Asks for a place.
    mutating func acquire(_ key: HTTPOrigin, waiter: Waiter) -> Admission {
        guard !isShutDown else { return .shutDown }
        if let idle = origins[key]?.idle.popLast() {
            idleCount -= 1
            origins[key]?.leased += 1
            return .reuse(idle.connection)
        }
        guard origins[key, default: Origin()].leased >= options.maxConnectionsPerOrigin else {
            origins[key, default: Origin()].leased += 1
            return .open
        }
        guard origins[key, default: Origin()].waiters.count < options.maxWaitersPerOrigin else { return .refuse }
        lastWaiter += 1
        let id = WaiterID(number: lastWaiter)
        origins[key]?.waiters.append((id, waiter))
        return .wait(id)
    }

    /// Gives a place back with a connection that can be used again.
    mutating func release(_ key: HTTPOrigin, _ connection: Connection, now: MonotonicTime) -> Handover {
        if let waiter = nextWaiter(key) { return .reuse(connection, waiter) }
        origins[key]?.leased -= 1
        guard !isShutDown, idleCount < options.maxIdleConnections else {
            removeIfUnused(key)
            return .close(connection)
        }
        idleCount += 1
        origins[key, default: Origin()].idle.append((connection, now + options.idleTimeout))
        return .nothing
    }

    /// Gives a place back without a connection.
    mutating func vacate(_ key: HTTPOrigin) -> Handover {
        if let waiter = nextWaiter(key) { return .open(waiter) }
        origins[key]?.leased -= 1
        removeIfUnused(key)
        return .nothing
    }

    /// Takes a waiter out that does not wait any longer; harmless when it has left.
    mutating func withdraw(_ id: WaiterID, from key: HTTPOrigin) {
        origins[key]?.waiters.removeAll { $0.id == id }
    }

    /// Takes the connections whose idle time is over.
    mutating func expire(now: MonotonicTime) -> [Connection] {
        var expired: [Connection] = []
        for key in Array(origins.keys) {
            while let first = origins[key]?.idle.first, first.expiry <= now {
                origins[key]?.idle.removeFirst()
                expired.append(first.connection)
            }
            removeIfUnused(key)
        }
        idleCount -= expired.count
        return expired
    }

    /// Refuses from now on; takes what is idle and who waits.
    mutating func shutDown() -> (idle: [Connection], waiters: [Waiter]) {
        isShutDown = true
        var idle: [Connection] = []
        var waiters: [Waiter] = []
        for key in Array(origins.keys) {
            idle += origins[key]?.idle.map(\.connection) ?? []
            waiters += origins[key]?.waiters.map(\.waiter) ?? []
            origins[key]?.idle = []
            origins[key]?.waiters = []
            removeIfUnused(key)
        }
        idleCount = 0
        return (idle, waiters)
    }

    private mutating func nextWaiter(_ key: HTTPOrigin) -> Waiter? {
        guard let first = origins[key]?.waiters.first else { return nil }
        origins[key]?.waiters.removeFirst()
        return first.waiter
    }

    private mutating func removeIfUnused(_ key: HTTPOrigin) {
        if origins[key]?.isUnused == true { origins[key] = nil }
    }
}
