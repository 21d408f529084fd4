/// Which connections are idle, how many are in use on which route, and who waits for one.
///
/// Pure: it has no clock and does no I/O; the driver (``HTTPConnectionPool``) carries out what the methods return. A "place" is
/// the right to have one connection on a route; whoever gets a connection or permission to open one holds a place until
/// it calls `release` or `vacate`.
///
/// Nobody waits for want of places in total while a connection idles or a place is free, and places go to whoever has
/// waited longest among those who can use them, so that a busy route does not starve a quiet one.
struct ConnectionLedger<Connection, Waiter> {
    typealias WaiterID = WaiterQueue<Waiter>.ID

    enum Admission {
        /// A place with an open connection, the one used last.
        case reuse(Connection)
        /// A place; open a connection.
        case open
        /// A place that another route's connection had to leave: close that one, and open a new one.
        case replace(Connection)
        /// No place now; the waiter will come out of `release`, `vacate` or `shutDown`.
        case wait(Waiter, WaiterID)
        /// Too many wait already.
        case refuse
        /// The ledger is closed.
        case shutDown
    }

    enum Handover {
        /// Give the connection, with its place, to the waiter.
        case reuse(Connection, Waiter)
        /// Close the connection, if there is one, and give a place on the route to the waiter.
        case open(HTTPRoute, Waiter, closing: Connection?)
        /// Close the connection.
        case close(Connection)
        case nothing
    }

    private struct Route {
        /// The one used last at the end.
        var idle: [(connection: Connection, expiry: MonotonicTime)] = []
        /// Places in use.
        var leased = 0
        var waiters = WaiterQueue<Waiter>()

        var isUnused: Bool { idle.isEmpty && leased == 0 && waiters.isEmpty }

        /// Puts the place of an idle connection to use.
        mutating func takeIdle(preferring isPreferred: (Connection) -> Bool) -> Connection? {
            guard !idle.isEmpty else { return nil }
            leased += 1
            return idle.remove(at: idle.lastIndex { isPreferred($0.connection) } ?? idle.count - 1).connection
        }

        mutating func keep(_ connection: Connection, until expiry: MonotonicTime) {
            leased -= 1
            idle.append((connection, expiry))
        }
    }

    private let options: HTTPClientOptions
    private var routes: [HTTPRoute: Route] = [:]
    private var idleCount = 0
    private var leasedCount = 0
    private var waiterCount = 0
    private var waiterIDs = WaiterQueue<Waiter>.Sequence()
    private(set) var isShutDown = false

    init(options: HTTPClientOptions) {
        self.options = options
    }

    /// When the next idle connection is to be closed.
    var nextExpiry: MonotonicTime? {
        routes.values.compactMap { $0.idle.first?.expiry }.min()
    }

    private var isFull: Bool { idleCount + leasedCount >= options.maxConnections }

    /// Asks for a place.
    ///
    /// - Parameters:
    ///   - waiter: Made only when the caller has to wait.
    ///   - isPreferred: Which idle connections suit the caller best, such as those on its own event loop; of these,
    ///     or of all where there are none, it gets the one used last.
    mutating func acquire(
        _ key: HTTPRoute,
        waiter: @autoclosure () -> Waiter,
        preferring isPreferred: (Connection) -> Bool = { _ in true }
    ) -> Admission {
        guard !isShutDown else { return .shutDown }
        // In place and found once: this is what almost every request does.
        if idleCount > 0, let idle = routes[key]?.takeIdle(preferring: isPreferred) {
            idleCount -= 1
            leasedCount += 1
            return .reuse(idle)
        }
        if (routes[key]?.leased ?? 0) < options.maxConnectionsPerOrigin {
            if !isFull {
                lease(key)
                return .open
            }
            if let evicted = takeOldestIdle() {
                lease(key)
                return .replace(evicted)
            }
        }
        guard (routes[key]?.waiters.count ?? 0) < options.maxWaitersPerOrigin else { return .refuse }
        let id = waiterIDs.next()
        let waiter = waiter()
        routes[key, default: Route()].waiters.append(waiter, id)
        waiterCount += 1
        return .wait(waiter, id)
    }

    /// Gives a place back with a connection that can be used again.
    mutating func release(_ key: HTTPRoute, _ connection: Connection, now: MonotonicTime) -> Handover {
        if waiterCount > 0 {
            let next = nextRoute(after: key)
            if let next, next != key { return passOn(from: key, to: next, closing: connection) }
            if let waiter = popWaiter(key) { return .reuse(connection, waiter) }
        }
        leasedCount -= 1
        guard !isShutDown, idleCount < options.maxIdleConnections else {
            routes[key]?.leased -= 1
            removeIfUnused(key)
            return .close(connection)
        }
        idleCount += 1
        routes[key]?.keep(connection, until: now + options.idleTimeout)
        return .nothing
    }

    /// Gives a place back without a connection.
    mutating func vacate(_ key: HTTPRoute) -> Handover {
        if waiterCount > 0, let next = nextRoute(after: key) { return passOn(from: key, to: next, closing: nil) }
        unlease(key)
        removeIfUnused(key)
        return .nothing
    }

    /// Takes a waiter out that does not wait any longer; harmless when it has left.
    mutating func withdraw(_ id: WaiterID, from key: HTTPRoute) {
        guard routes[key]?.waiters.remove(id) == true else { return }
        waiterCount -= 1
        removeIfUnused(key)
    }

    /// Takes the connections whose idle time is over.
    mutating func expire(now: MonotonicTime) -> [Connection] {
        var expired: [Connection] = []
        for key in Array(routes.keys) {
            guard let idle = routes[key]?.idle else { continue }
            let over = idle.prefix { $0.expiry <= now }
            routes[key]?.idle.removeFirst(over.count)
            expired += over.map(\.connection)
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
        for key in Array(routes.keys) {
            idle += routes[key]?.idle.map(\.connection) ?? []
            waiters += routes[key]?.waiters.removeAll() ?? []
            routes[key]?.idle = []
            removeIfUnused(key)
        }
        idleCount = 0
        waiterCount = 0
        return (idle, waiters)
    }

    /// The route whose first waiter came first among those who can use a place that `key` gives up.
    private func nextRoute(after key: HTTPRoute) -> HTTPRoute? {
        var next = routes[key]?.waiters.first.map { (id: $0, key: key) }
        // With a place to spare, others wait for their own route's places only.
        guard isFull else { return next?.key }
        for (other, route) in routes where route.leased < options.maxConnectionsPerOrigin {
            guard let id = route.waiters.first, next.map({ id < $0.id }) ?? true else { continue }
            next = (id, other)
        }
        return next?.key
    }

    private mutating func passOn(from key: HTTPRoute, to next: HTTPRoute, closing connection: Connection?) -> Handover {
        guard let waiter = popWaiter(next) else { return connection.map { .close($0) } ?? .nothing }
        unlease(key)
        lease(next)
        removeIfUnused(key)
        return .open(next, waiter, closing: connection)
    }

    private mutating func popWaiter(_ key: HTTPRoute) -> Waiter? {
        guard let waiter = routes[key]?.waiters.popFirst() else { return nil }
        waiterCount -= 1
        return waiter
    }

    private mutating func lease(_ key: HTTPRoute) {
        leasedCount += 1
        routes[key, default: Route()].leased += 1
    }

    private mutating func unlease(_ key: HTTPRoute) {
        leasedCount -= 1
        routes[key]?.leased -= 1
    }

    private mutating func takeOldestIdle() -> Connection? {
        var oldest: (key: HTTPRoute, expiry: MonotonicTime)?
        for (key, route) in routes {
            guard let expiry = route.idle.first?.expiry, oldest.map({ expiry < $0.expiry }) ?? true else { continue }
            oldest = (key, expiry)
        }
        guard let key = oldest?.key, let idle = routes[key]?.idle.removeFirst() else { return nil }
        idleCount -= 1
        removeIfUnused(key)
        return idle.connection
    }

    private mutating func removeIfUnused(_ key: HTTPRoute) {
        if routes[key]?.isUnused == true { routes[key] = nil }
    }
}
