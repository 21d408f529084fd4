public import AgentPrimitives
public import AgentWire

/// Takes a stream of records off a transport of its own.
public enum JournalStreamReceiver: Sendable {
    /// Hands each record to `body`, in the order of writing, until the stream ends.
    ///
    /// - Parameters:
    ///   - transport: Where the frames come from; frames of other messages on it are passed over.
    ///   - message: The identifier that the stream's frames carry.
    ///   - sequence: The place that the stream was asked to start behind.
    ///   - options: How records travel.
    ///   - body: Takes a record; while it works the sender waits.
    /// - Returns: How the stream ended. After `limit` or `failed`, ask again from behind its last place.
    /// - Throws: ``MemoryError`` `transport` when the connection ended before the stream did or the stream broke its rules, and
    ///   whatever `body` throws.
    public static func receive(
        from transport: some FrameTransport<MXPMessage>, message: MessageID, after sequence: UInt64 = 0,
        options: JournalStreamOptions = JournalStreamOptions(), _ body: (MemoryEntry) async throws -> Void
    ) async throws -> JournalStreamEnd {
        var reader = JournalStreamReader(of: message, after: sequence, options: options)
        while let frame = try await next(transport) {
            switch try reader.take(frame) {
            case .foreign, .opened: continue
            case .entry(let entry): try await body(entry)
            case .ended(let end): return end
            }
        }
        throw MemoryError(
            .transport,
            "the connection ended in the middle of a stream of records; ask again from behind place \(reader.lastSequence)"
        )
    }

    private static func next(_ transport: some FrameTransport<MXPMessage>) async throws(MemoryError) -> MXPMessage? {
        do throws(WireError) {
            return try await transport.receive()
        } catch {
            throw MemoryError(error)
        }
    }
}
