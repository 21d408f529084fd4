internal import AgentPrimitives

/// Builds every session anew, event by event, as far as its chain can be proved.
struct SalvageRebuilding {
    private let catalog: SalvageCatalog
    private let store: SQLiteEventStore
    private let cipher: EventCipher?
    private var report = SalvageReport()
    /// Encrypted rows that a key opened, and those that none did: with nothing but the latter the key is wrong.
    private var opened = 0
    private var unopened = 0

    private static let batchEvents = 256
    private static let batchBytes = 8 << 20

    init(_ catalog: SalvageCatalog, into store: SQLiteEventStore, cipher: EventCipher?) {
        self.catalog = catalog
        self.store = store
        self.cipher = cipher
    }

    mutating func run() throws -> SalvageReport {
        // In the order of their last writing, so that the new file lists them as the old one did.
        let order = catalog.sessions.sorted {
            ($0.value.lastPosition, $0.key.rawValue) < ($1.value.lastPosition, $1.key.rawValue)
        }
        for (session, rows) in order { try rebuild(session, rows.rows) }
        for session in catalog.listed.keys.sorted(by: { $0.rawValue < $1.rawValue })
        where catalog.sessions[session] == nil {
            try rebuild(session, [:])
        }
        try keepBlobs()
        report.missingPages = catalog.missingPages
        if opened == 0 && unopened > 0 {
            throw EventLogError(
                .wrongKey, "none of the \(unopened) encrypted rows opens with the given keys; give the log's own key")
        }
        return report
    }

    private mutating func rebuild(_ session: SessionID, _ rows: [UInt64: [SalvageCatalog.Location]]) throws {
        var head = EventHead.empty
        var written = EventHead.empty
        var drafts: [EventDraft] = []
        var bytes = 0
        while true {
            if Task.isCancelled { throw CancellationError() }
            let next = event(behind: head, of: session, rows[head.sequence + 1] ?? [])
            if let next {
                drafts.append(EventDraft(kind: next.kind, canonicalPayload: next.payload, time: next.time))
                bytes += next.payload.count
                head = next.head
            }
            if next == nil || drafts.count == Self.batchEvents || bytes > Self.batchBytes {
                let append = PendingAppend(drafts: drafts, session: session, expected: written.sequence)
                for result in store.commit([append]) { written = try result.get() }
                (drafts, bytes) = ([], 0)
            }
            if next == nil { break }
        }
        let known = max(head.sequence, max(rows.keys.max() ?? 0, catalog.listed[session] ?? 0))
        let candidates = rows[head.sequence + 1]?.count ?? 0
        let loss: String? =
            known == head.sequence
            ? nil
            : candidates == 0
                ? "event \(head.sequence + 1) is gone"
                : "event \(head.sequence + 1) is there but does not match its hash"
        report.sessions.append(
            SalvageReport.Session(session: session, head: written, knownEvents: known, loss: loss))
    }

    /// The next event of a chain: of all rows with its place the one that is sealed behind `head`.
    private mutating func event(
        behind head: EventHead, of session: SessionID, _ locations: [SalvageCatalog.Location]
    ) -> Event? {
        for location in locations {
            guard case .event(let row) = catalog.row(at: location), row.session == session,
                let payload = payload(of: row)
            else { continue }
            let event = Event(
                session: session, sequence: row.sequence, time: row.time, kind: row.kind, payload: payload,
                hash: row.hash)
            if event.isSealed(after: head) { return event }
        }
        return nil
    }

    private mutating func payload(of row: SalvagedRow.EventRow) -> [UInt8]? {
        guard let digest = row.blob else {
            return plaintext(
                row.payload, key: row.key, as: .event(row.session, sequence: row.sequence, row.kind))
        }
        return blob(digest)?.bytes
    }

    private mutating func blob(_ digest: SHA256Digest) -> (bytes: [UInt8], stored: Timestamp)? {
        for location in catalog.blobs[digest] ?? [] {
            guard case .blob(let row) = catalog.row(at: location), row.digest == digest,
                let bytes = plaintext(row.bytes, key: row.key, as: .blob(digest)), SHA256Digest(of: bytes) == digest
            else { continue }
            return (bytes, row.stored)
        }
        return nil
    }

    private mutating func plaintext(_ bytes: [UInt8], key: String?, as context: SealedContext) -> [UInt8]? {
        guard let key else { return bytes }
        do throws(EventLogError) {
            let plaintext = try cipher?.open(bytes, key: key, as: context)
            opened += 1
            return plaintext
        } catch {
            unopened += 1
            return nil
        }
    }

    /// Keeps the blobs that callers stored.
    private mutating func keepBlobs() throws {
        for digest in catalog.ownBlobs.sorted(by: { $0.description < $1.description }) {
            if Task.isCancelled { throw CancellationError() }
            guard try store.blob(digest) == nil else { continue }
            guard let (bytes, stored) = blob(digest) else {
                report.lostBlobs += 1
                continue
            }
            _ = try store.insert(blob: bytes, stored: stored)
            report.blobs += 1
        }
    }
}
