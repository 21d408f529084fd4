public import AgentPrimitives

/// An agent's memory: a journal that lasts, the newest records at hand, and an index to search by likeness.
///
/// A record is written to the journal first, then put in front of it, into the index and before subscribers; what the journal
/// has is found again after a restart. Records are taken in one order everywhere; whatever arrives while a transaction is
/// under way shares the next one, and every call returns only once its records are durable. What another process writes to the
/// same journal is found by words at once, and at hand after the next opening.
///
/// The bus asks no policy: whoever owns it may do everything. Agents get a ``GatedMemoryBus``.
///
/// ```swift
/// let memory = try await MemoryBus.open(at: ".agent/memory.sqlite")
/// try await memory.remember(record)
/// let matches = try await memory.search("how are tests run?", limit: 3)
/// try await memory.shutdown()
/// ```
public actor MemoryBus: MemoryStore {
    let journal: any MemoryJournal
    let embedder: any Embedder
    let index: any VectorStore
    let limits: MemoryLimits
    let time: any TimeSource
    /// Keeps records in one order in all three places; the actor alone would let them overtake each other.
    let gate = TurnGate()
    let subscriptions: SubscriptionHub
    var recent: VolatileMemory
    /// Whether opening put all that the journal had at hand.
    var isAllAtHand = false
    /// The identifiers in the index, the newest last, so that the oldest can make room.
    var searchable = RecencyWindow<Void>()
    /// How far an index that outlives the process has come.
    var progress: IndexProgress
    /// Records that wait for the next transaction.
    private var inbox: [PendingPut] = []
    /// How the puts ended whose callers have not looked yet.
    private var outcomes: [UInt64: Result<Void, MemoryError>] = [:]
    private var lastTicket: UInt64 = 0

    init(
        journal: any MemoryJournal, embedder: any Embedder, index: any VectorStore, limits: MemoryLimits,
        time: any TimeSource, indexName: String?
    ) {
        self.journal = journal
        self.embedder = embedder
        self.index = index
        self.limits = limits
        self.time = time
        subscriptions = SubscriptionHub(limit: limits.subscribers)
        recent = VolatileMemory(limits: limits.volatile)
        progress = IndexProgress(name: indexName)
    }

    /// Keeps a record; one with the same identifier is replaced and counts as new.
    ///
    /// - Throws: ``MemoryError``: `invalid` for a record that breaks a rule or a limit or is expired already, or what the
    ///   journal threw; nothing was kept then. `embedding` when no vector could be made: the record is kept, listed and found
    ///   by its words, and by likeness after the next opening or when it is remembered again.
    public func remember(_ record: MemoryRecord) async throws(MemoryError) {
        try await remember([record])
    }

    /// Keeps records in one transaction, all or none; otherwise as ``remember(_:)-(MemoryRecord)``.
    ///
    /// - Throws: ``MemoryError`` as for one record; `invalid` too for more than ``MemoryLimits/batchRecords``.
    public func remember(_ records: [MemoryRecord]) async throws(MemoryError) {
        guard !records.isEmpty else { return }
        guard records.count <= limits.batchRecords else {
            throw MemoryError(
                .invalid,
                "\(records.count) records are too many at once, expected at most \(limits.batchRecords); remember them in parts"
            )
        }
        let now = time.now()
        for record in records { try record.validate(limits, at: now) }
        // Here, in the caller's own task: several callers' texts are worked on at once, and one who is cancelled harms no other.
        let vectors = await vectorsOrFailure(of: records.map(\.text))
        lastTicket += 1
        let ticket = lastTicket
        inbox.append(PendingPut(ticket: ticket, records: records, vectors: vectors))
        await gate.withTurn {
            while outcomes[ticket] == nil { await keep(nextBatch()) }
        }
        try outcomes.removeValue(forKey: ticket)?.get()
    }

    /// The record of an identifier, also one that a summary stands for; `nil` when there is none or it is expired.
    public func record(_ id: String) async throws(MemoryError) -> MemoryRecord? {
        recent.expire(at: time.now())
        if let record = recent.record(id) { return record }
        return try await journal.entries(named: [id]).first?.record
    }

    /// The records of these identifiers, in the same order; absent ones are left out.
    public func records(_ identifiers: [String]) async throws(MemoryError) -> [MemoryRecord] {
        try await journal.entries(named: identifiers).map(\.record)
    }

    /// The names of the selected records.
    public func identifiers(_ selection: MemorySelection) async throws(MemoryError) -> [String] {
        try await journal.identifiers(selection)
    }

    /// The newest records, newest first, of one channel or of all.
    public func recent(_ limit: Int, in channel: MemoryChannel? = nil) async throws(MemoryError) -> [MemoryRecord] {
        recent.expire(at: time.now())
        let atHand = recent.recent(limit, in: channel)
        if atHand.count >= limit || (isAllAtHand && recent.isComplete) { return atHand }
        let query = MemoryQuery(MemoryFilter(channel: channel), order: .newestFirst, limit: limit)
        return try await journal.entries(query).map(\.record)
    }

    /// The records that a query means, with their places.
    public func entries(_ query: MemoryQuery) async throws(MemoryError) -> [MemoryEntry] {
        try await journal.entries(query)
    }

    /// What is held, counted; every record of the journal is looked at.
    public func statistics() async throws(MemoryError) -> MemoryStatistics {
        MemoryStatistics(
            journal: try await journal.statistics(), atHand: recent.count, atHandBytes: recent.bytes,
            searchable: searchable.count, subscribers: subscriptions.count, missed: subscriptions.missed)
    }

    /// Ends all subscriptions and closes the journal; later calls that need it fail as `closed`, a second shutdown does nothing.
    public func shutdown() async throws(MemoryError) {
        subscriptions.close()
        try await gate.withTurn { () async throws(MemoryError) in
            if let mark = progress.unsaved {
                do throws(MemoryError) {
                    try await journal.setMark(mark.name, to: mark.value)
                } catch {
                    // Nothing is lost: the next opening embeds a few records more.
                }
                progress.isSaved()
            }
            try await journal.shutdown()
        }
    }
}

// MARK: - Transactions

extension MemoryBus {
    /// Takes whole puts off the inbox, as many as share a transaction; one at least.
    private func nextBatch() -> [PendingPut] {
        var records = 0
        let count = inbox.prefix { put in
            records += put.records.count
            return records <= limits.batchRecords || records == put.records.count
        }.count
        defer { inbox.removeFirst(count) }
        return Array(inbox.prefix(count))
    }

    /// Writes puts in one transaction and notes how each ended.
    private func keep(_ puts: [PendingPut]) async {
        do throws(MemoryError) {
            let receipt = try await journal.write(puts.flatMap(\.records))
            await spread(puts, receipt)
        } catch {
            guard error.code == .invalid, puts.count > 1 else {
                for put in puts { outcomes[put.ticket] = .failure(error) }
                return
            }
            // One of them is at fault, and only its caller shall hear of it.
            for put in puts { await keep([put]) }
        }
    }

    /// Puts what was written at hand, into the index and before subscribers.
    private func spread(_ puts: [PendingPut], _ receipt: JournalReceipt) async {
        var sequence = receipt.first
        var entries: [MemoryEntry] = []
        var result: Result<Void, MemoryError> = .success(())
        do throws(MemoryError) {
            try await take(receipt.changes)
        } catch {
            result = .failure(error)
        }
        for record in puts.lazy.flatMap(\.records) {
            recent.insert(record)
            entries.append(MemoryEntry(sequence: sequence, record: record))
            sequence += 1
        }
        subscriptions.publish(entries)
        do throws(MemoryError) {
            try await makeSearchable(puts, from: receipt.first)
        } catch {
            result = .failure(error)
        }
        for put in puts {
            switch (result, put.vectors) {
            case (.success, .failure(let error)): outcomes[put.ticket] = .failure(error)
            case (_, _): outcomes[put.ticket] = result
            }
        }
    }
}
