/// Sessions by the server that they are for; what was not asked for longest makes room for what is new.
struct SessionShelf<Session> {
    private struct Row {
        /// Oldest first.
        var sessions: [Session]
        var lastUse: Int
    }

    private let capacity: Int
    private let capacityPerEndpoint: Int
    private var rows: [Endpoint: Row] = [:]
    /// Counts uses, to know which row was used last.
    private var uses = 0
    private(set) var count = 0

    /// - Parameters:
    ///   - capacity: Sessions altogether.
    ///   - capacityPerEndpoint: Sessions for one server: as many connections to it may start at once with a short handshake.
    init(capacity: Int, capacityPerEndpoint: Int = 4) {
        self.capacity = capacity
        self.capacityPerEndpoint = max(1, min(capacity, capacityPerEndpoint))
    }

    mutating func put(_ session: Session, for endpoint: Endpoint) {
        guard capacity > 0 else { return }
        uses += 1
        var row = rows.removeValue(forKey: endpoint) ?? Row(sessions: [], lastUse: uses)
        count -= row.sessions.count
        if row.sessions.count == capacityPerEndpoint { row.sessions.removeFirst() }
        // Room is made among the others: this row is in use.
        makeRoom(for: row.sessions.count + 1)
        row.sessions.append(session)
        row.lastUse = uses
        rows[endpoint] = row
        count += row.sessions.count
    }

    /// The newest session for a server; it stays for others unless it is for one use.
    mutating func take(for endpoint: Endpoint, isForOneUse: (Session) -> Bool) -> Session? {
        uses += 1
        guard let session = rows[endpoint]?.sessions.last else { return nil }
        rows[endpoint]?.lastUse = uses
        if isForOneUse(session) {
            rows[endpoint]?.sessions.removeLast()
            if rows[endpoint]?.sessions.isEmpty == true { rows[endpoint] = nil }
            count -= 1
        }
        return session
    }

    /// Forgets what is kept for a server: it did not go well.
    mutating func removeAll(for endpoint: Endpoint) {
        count -= rows.removeValue(forKey: endpoint)?.sessions.count ?? 0
    }

    private mutating func makeRoom(for additional: Int) {
        while count + additional > capacity, let oldest = rows.min(by: { $0.value.lastUse < $1.value.lastUse }) {
            removeAll(for: oldest.key)
        }
    }
}
