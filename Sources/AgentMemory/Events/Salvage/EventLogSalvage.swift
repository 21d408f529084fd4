internal import AgentPrimitives

/// Takes what is good out of a damaged log into a new one.
///
/// The file is read page by page, past SQLite, with the write-ahead log beside it; neither is changed or locked. Rows are
/// recognised by their shape, so that no index, no inner page and no header has to be whole. What is taken is proved: of
/// every session the longest beginning of its chain in which each event matches its hash. Snapshots are not taken, since
/// the events lead to them.
///
/// ```swift
/// let report = try await EventLogSalvage.run(from: "sessions.sqlite", to: "rescued.sqlite")
/// for session in report.sessions { print(session.session, session.head.sequence, session.loss ?? "complete") }
/// ```
public enum EventLogSalvage: Sendable {
    /// Reads `source` and writes a new log to `target`.
    ///
    /// - Parameters:
    ///   - source: The damaged file; no process should write to it meanwhile.
    ///   - target: Where the new file goes; nothing may be there. It is deleted when the salvage fails.
    ///   - limits: How large events may be, and which payloads are kept beside the events.
    ///   - encryption: The keys of the damaged log, whose present one encrypts the new file; `nil` for one that was never
    ///     encrypted.
    /// - Returns: What was taken and what was lost.
    /// - Throws: `EventLogError`: `notFound` when there is nothing of a log in the source, `storage` when the source cannot be read or the target not be written, `invalid` when
    ///   something is at `target`, `wrongKey` when the file is encrypted and none of the keys opens it; `CancellationError`.
    public static func run(
        from source: String, to target: String, limits: EventLogLimits = EventLogLimits(),
        encryption: EventLogEncryption? = nil
    ) async throws -> SalvageReport {
        let worker = try SalvageWorker(source: source, target: target, limits: limits)
        var keys: [String: AESGCMKey] = [:]
        if let encryption { keys[encryption.currentKey] = try await encryption.key(encryption.currentKey) }
        let named = try await worker.survey()
        for id in named where keys[id] == nil {
            guard let encryption else {
                throw EventLogError(
                    .wrongKey, "\(source) is encrypted with the key \(id); name its key (encryption:)")
            }
            do throws(EventLogError) {
                keys[id] = try await encryption.key(id)
            } catch {
                // A damaged row can name a key that never was; what a missing key hides is reported as lost.
                continue
            }
        }
        let cipher = encryption.map { EventCipher(currentKey: $0.currentKey, keys: keys) }
        return try await worker.rebuild(cipher)
    }
}
