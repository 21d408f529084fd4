public import AgentPrimitives
public import AgentWire

/// Replays a journal over MXP stream frames: `StreamOpen`, one `StreamChunk` for each record, `StreamClose`.
///
/// A chunk is the canonical JSON (RFC 8785) of a ``MemoryEntry``. The stream is bounded, waits while the other end is behind,
/// and can be taken up again from any place. It never ends in silence: a failure is told in the close.
public struct JournalStreamSender: Sendable {
    /// The media type of the chunks.
    public static let contentType = "application/vnd.agent-memory.entry+json"

    private let journal: any MemoryJournal
    private let gate: MemoryGate?
    private let options: JournalStreamOptions

    /// Describes a sender.
    ///
    /// - Parameters:
    ///   - journal: What is replayed.
    ///   - gate: Asked about every record; what may not leave is left out. `nil` where the other end is the journal's owner.
    ///   - options: How records travel.
    public init(
        _ journal: any MemoryJournal, gate: MemoryGate?, options: JournalStreamOptions = JournalStreamOptions()
    ) {
        self.journal = journal
        self.gate = gate
        self.options = options
    }

    /// Sends what lies behind a place.
    ///
    /// - Parameters:
    ///   - sequence: The place; 0 for everything.
    ///   - filter: Which records are sent.
    ///   - transport: Where they go; it stays open.
    ///   - message: The identifier that all frames of the stream carry, that of the request.
    ///   - trace: What the frames belong to.
    /// - Returns: The end that was told to the other side.
    /// - Throws: ``MemoryError``: `transport` when the other end has gone, or what the journal or the policy threw.
    public func send(
        after sequence: UInt64 = 0, matching filter: MemoryFilter = .everything,
        over transport: some FrameTransport<MXPMessage>, message: MessageID, trace: TraceID
    ) async throws(MemoryError) -> JournalStreamEnd {
        let stream = JournalFrames(transport: transport, message: message, trace: trace)
        try await stream.send(.streamOpen, MXPPayload.JSON.StreamOpen(contentType: Self.contentType).encoded())
        var end = JournalStreamEnd(.limit, records: 0, lastSequence: sequence)
        do throws(MemoryError) {
            try await sendRecords(&end, filter, stream)
        } catch {
            guard error.code != .transport else { throw error }
            end.reason = .failed
            end.error = MXPPayload.JSON.ErrorReport(error: error.message, code: error.code.description)
            try await stream.send(.streamClose, end.encoded())
            throw error
        }
        try await stream.send(.streamClose, end.encoded())
        return end
    }

    private func sendRecords(
        _ end: inout JournalStreamEnd, _ filter: MemoryFilter, _ stream: JournalFrames<some FrameTransport<MXPMessage>>
    ) async throws(MemoryError) {
        while end.records < options.records {
            let limit = min(options.pageRecords, options.records - end.records)
            let page = try await journal.range(after: end.lastSequence, limit: limit, matching: filter)
            for entry in page {
                if try await gate?.releases(entry.record) ?? true {
                    try await stream.send(.streamChunk, try chunk(entry))
                    end.records += 1
                }
                end.lastSequence = entry.sequence
            }
            if page.count < limit {
                end.reason = .complete
                return
            }
        }
    }

    private func chunk(_ entry: MemoryEntry) throws(MemoryError) -> [UInt8] {
        let bytes = entry.canonicalBytes
        guard bytes.count <= options.chunkBytes else {
            throw MemoryError(
                .invalid,
                "record '\(entry.record.id)' takes \(bytes.count) bytes in a stream, expected at most \(options.chunkBytes); "
                    + "raise the limit at both ends")
        }
        return bytes
    }
}
