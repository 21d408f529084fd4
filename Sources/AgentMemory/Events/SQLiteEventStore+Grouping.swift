internal import AgentPrimitives

extension SQLiteEventStore {
    /// Commits appends together and gives each its own result, in their order.
    ///
    /// One that is refused leaves the others alone. Where the file itself fails, as when the disk is full, each is tried by
    /// itself: a small one may still find room.
    func commit(_ appends: [PendingAppend]) -> [Result<EventHead, EventLogError>] {
        guard appends.count > 1 else { return appends.map(commitAlone) }
        do {
            return try transaction { try appends.map(attempt) }
        } catch {
            let failure = EventLogError(wrapping: error, path: connection.path)
            if (error as? SQLiteError)?.reason == .busy { return appends.map { _ in .failure(failure) } }
            return appends.map(commitAlone)
        }
    }

    private func commitAlone(_ append: PendingAppend) -> Result<EventHead, EventLogError> {
        do {
            try check(append)
            return .success(try transaction { try insert(append) })
        } catch {
            return .failure(EventLogError(wrapping: error, path: connection.path))
        }
    }

    /// Appends within the shared transaction.
    ///
    /// - Throws: what ended the whole transaction; what undid this append alone is its result.
    private func attempt(_ append: PendingAppend) throws -> Result<EventHead, EventLogError> {
        do throws(EventLogError) {
            try check(append)
        } catch {
            return .failure(error)
        }
        try statements.savepoint.runOnce()
        do {
            let head = try insert(append)
            try statements.release.runOnce()
            return .success(head)
        } catch {
            // Some failures, such as a full disk, have undone everything.
            guard connection.isInTransaction else { throw error }
            try statements.rollBackToSavepoint.runOnce()
            try statements.release.runOnce()
            return .failure(EventLogError(wrapping: error, path: connection.path))
        }
    }

    private func check(_ append: PendingAppend) throws(EventLogError) {
        for draft in append.drafts { try limits.check(draft.payload, "a payload of kind \(draft.kind)") }
    }
}
