internal import AgentPrimitives

extension SQLiteEventLog {
    /// Deletes the blobs that nothing uses any more, step by step, while other calls go on between the steps.
    ///
    /// A blob is in use while an event keeps its payload in it, or while its digest stands as text in an event's payload or
    /// in a snapshot's state. One that a caller stored lately stays as well, see ``GarbageOptions/gracePeriod``. The space
    /// stays in the file for what is written next.
    ///
    /// - Parameter options: What is spared, and how much is done at once.
    /// - Throws: `EventLogError`; `readOnly` where the file may not be written. What was deleted before stays deleted.
    ///   `CancellationError` when the task was cancelled, between two steps.
    @discardableResult
    public nonisolated func collectGarbage(
        _ options: GarbageOptions = GarbageOptions()
    ) async throws -> GarbageReport {
        var total = GarbageReport()
        var last: SHA256Digest?
        while var collection = try await perform({ try $0.beginCollection(behind: last, options) }) {
            let report = try await finish(&collection, options)
            total.blobs += report?.blobs ?? 0
            total.bytes += report?.bytes ?? 0
            total.named += report?.named ?? 0
            // Without a report a session was removed meanwhile, and the round is repeated.
            if report != nil { last = collection.last }
        }
        return total
    }

    private nonisolated func finish(
        _ collection: inout BlobCollection, _ options: GarbageOptions
    ) async throws -> GarbageReport? {
        while true {
            var more = true
            while more {
                try Task.checkCancellation()
                (more, collection) = try await search(collection, options)
            }
            let (report, isValid, next) = try await end(collection, options)
            if report != nil || !isValid { return report }
            collection = next
        }
    }

    private func search(
        _ collection: BlobCollection, _ options: GarbageOptions
    ) throws(EventLogError) -> (more: Bool, BlobCollection) {
        try perform { store in
            var collection = collection
            return (try store.search(&collection, options), collection)
        }
    }

    private func end(
        _ collection: BlobCollection, _ options: GarbageOptions
    ) throws(EventLogError) -> (GarbageReport?, isValid: Bool, BlobCollection) {
        try perform { store in
            var collection = collection
            let report = try store.endCollection(&collection, options)
            return (report, try store.removals() == collection.removals, collection)
        }
    }
}
