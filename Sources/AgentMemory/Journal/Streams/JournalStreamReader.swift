public import AgentPrimitives
public import AgentWire

/// Reads a stream of records frame by frame and checks that it is whole.
///
/// Pure: it takes messages and says what they mean. The stream must open first, its places must grow, and the close must count
/// what came; whatever breaks that is an error, after which ``lastSequence`` still says where to take it up again.
public struct JournalStreamReader: Sendable {
    /// What a message means.
    public enum Step: Hashable, Sendable {
        /// It belongs to something else.
        case foreign
        /// The stream has begun.
        case opened
        /// A record came.
        case entry(MemoryEntry)
        /// The stream is over.
        case ended(JournalStreamEnd)
    }

    private enum State {
        /// → open
        case waiting
        /// → ended
        case open
        case ended
    }

    /// The place of the last record that came; a further stream starts behind it.
    public private(set) var lastSequence: UInt64
    /// The number of records that came.
    public private(set) var records = 0
    private let message: MessageID
    private let chunkBytes: Int
    private var state = State.waiting

    /// Waits for a stream.
    ///
    /// - Parameters:
    ///   - message: The identifier that its frames carry.
    ///   - sequence: The place that it was asked to start behind.
    ///   - options: How records travel.
    public init(
        of message: MessageID, after sequence: UInt64 = 0, options: JournalStreamOptions = JournalStreamOptions()
    ) {
        self.message = message
        lastSequence = sequence
        chunkBytes = options.chunkBytes
    }

    /// Takes the next message.
    ///
    /// - Throws: ``MemoryError`` `transport` for a message that breaks the rules of the stream.
    public mutating func take(_ frame: MXPMessage) throws(MemoryError) -> Step {
        guard frame.messageID == message else { return .foreign }
        switch (state, frame.type) {
        case (.waiting, .streamOpen):
            try open(frame)
            return .opened
        case (.open, .streamChunk):
            return .entry(try entry(in: frame))
        case (.open, .streamClose):
            return .ended(try end(in: frame))
        case (_, .error):
            let report = try read { () throws(WireError) in
                try frame.decodePayload(as: MXPPayload.JSON.ErrorReport.self)
            }
            throw broken("the other end refused: \(report.error)")
        default:
            throw broken("found a message \(frame.type) in the state \(state)")
        }
    }

    private mutating func open(_ frame: MXPMessage) throws(MemoryError) {
        let opening = try read { () throws(WireError) in try frame.decodePayload(as: MXPPayload.JSON.StreamOpen.self) }
        guard opening.contentType == JournalStreamSender.contentType else {
            throw broken(
                "expected chunks of the type \(JournalStreamSender.contentType), found \(opening.contentType ?? "none")"
            )
        }
        state = .open
    }

    private mutating func entry(in frame: MXPMessage) throws(MemoryError) -> MemoryEntry {
        guard frame.payload.count <= chunkBytes else {
            throw broken("a chunk has \(frame.payload.count) bytes, expected at most \(chunkBytes)")
        }
        let entry: MemoryEntry
        do {
            entry = try MemoryEntry(json: JSONValue(parsing: frame.payload))
        } catch {
            throw broken("a chunk holds no record: \(error)", error)
        }
        guard entry.sequence > lastSequence else {
            throw broken("place \(entry.sequence) came behind place \(lastSequence), expected growing ones")
        }
        lastSequence = entry.sequence
        records += 1
        return entry
    }

    private mutating func end(in frame: MXPMessage) throws(MemoryError) -> JournalStreamEnd {
        let end = try read { () throws(WireError) in try frame.decodePayload(as: JournalStreamEnd.self) }
        guard end.records == records, end.lastSequence >= lastSequence else {
            throw broken(
                "the close counts \(end.records) records up to place \(end.lastSequence), there came \(records) up to "
                    + "\(lastSequence)")
        }
        lastSequence = end.lastSequence
        state = .ended
        return end
    }

    private func read<Value>(_ body: () throws(WireError) -> Value) throws(MemoryError) -> Value {
        do throws(WireError) {
            return try body()
        } catch {
            throw broken(error.message, error)
        }
    }

    private func broken(_ fact: String, _ underlying: (any Error)? = nil) -> MemoryError {
        MemoryError(
            .transport, "the stream of records broke its rules: \(fact); ask again from behind place \(lastSequence)",
            underlying: underlying)
    }
}
