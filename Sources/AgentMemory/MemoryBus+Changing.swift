public import AgentPrimitives

extension MemoryBus {
    /// Erases records for good, everywhere, with every summary that was made of one of them.
    ///
    /// What else such a summary stood for is listed and found again. Nothing of the text stays in the journal's file.
    ///
    /// - Returns: The names of all records that are gone.
    /// - Throws: ``MemoryError`` of the journal or the index.
    @discardableResult
    public func erase(_ selection: MemorySelection) async throws(MemoryError) -> [String] {
        try await gate.withTurn { () async throws(MemoryError) in
            let names = try await journal.identifiers(selection)
            // From the index first: should the process end in between, the journal still has what a second call needs.
            try await index.remove(names)
            let changes = try await erase(names)
            try await take(changes)
            return changes.erased
        }
    }

    private func erase(_ names: [String]) async throws(MemoryError) -> JournalChanges {
        do throws(MemoryError) {
            return try await journal.erase(names)
        } catch {
            // How far it came only the journal knows: it is asked until there is something new at hand.
            recent = VolatileMemory(limits: limits.volatile)
            isAllAtHand = false
            throw error
        }
    }

    /// Deletes what is expired; without this call that happens when somebody looks or writes.
    ///
    /// - Returns: The names of the records that went for this reason.
    /// - Throws: ``MemoryError`` of the journal or the index.
    @discardableResult
    public func sweep() async throws(MemoryError) -> [String] {
        try await gate.withTurn { () async throws(MemoryError) in
            let changes = try await journal.expire()
            try await take(changes)
            return changes.erased
        }
    }

    /// Puts a summary in the place of its sources, which leave lists and searches but stay in the journal.
    ///
    /// - Parameters:
    ///   - sources: The records that the summary stands for, as they were read.
    ///   - summary: The summary; its taint and expiry are the caller's business, see ``MemoryCompactor``.
    /// - Throws: ``MemoryError``: `invalid` for a summary that breaks a rule or has no sources, `conflict` when a source has
    ///   changed, or what the journal, the embedder or the index threw.
    public func summarize(_ sources: [MemorySource], as summary: MemoryRecord) async throws(MemoryError) {
        try summary.validate(limits, at: time.now())
        guard !sources.isEmpty, !sources.contains(where: { $0.id == summary.id }) else {
            throw MemoryError(
                .invalid,
                "summary '\(summary.id)' stands for \(sources.count) records, expected one at least and not itself; name its sources"
            )
        }
        let vectors = try await vectors(of: [summary.text])
        try await gate.withTurn { () async throws(MemoryError) in
            let receipt = try await journal.summarize(sources, as: summary)
            let names = sources.map(\.id)
            forget(names)
            recent.insert(summary)
            subscriptions.publish([MemoryEntry(sequence: receipt.first, record: summary)])
            try await index.remove(names)
            try await makeSearchable(zip([summary], vectors).map { VectorEntry($0, vector: $1) })
            progress.reached(receipt.first)
        }
    }

    /// Takes a summary back: it is erased, and its sources are listed and found again just as they were.
    ///
    /// A summary that was made of this one in turn goes too, since it has lost a source.
    ///
    /// - Returns: The names of the records that are listed again.
    /// - Throws: ``MemoryError``: `invalid` when no record of that name stands for others, or what the journal, the embedder or
    ///   the index threw.
    @discardableResult
    public func restore(_ summary: String) async throws(MemoryError) -> [String] {
        try await gate.withTurn { () async throws(MemoryError) in
            let record = try await journal.entries(named: [summary]).first?.record
            let sources = try await journal.entries(named: (record?.provenance.sources ?? []).map(\.id))
            guard sources.contains(where: { $0.summary == summary }) else {
                throw MemoryError(
                    .invalid,
                    "'\(summary)' \(record == nil ? "is not remembered" : "stands for no other records"), expected the name of "
                        + "a summary; nothing was changed")
            }
            try await index.remove([summary])
            let changes = try await erase([summary])
            try await take(changes)
            return changes.restored
        }
    }
}
