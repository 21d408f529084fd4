internal import AgentPrimitives

/// Records that wait for a transaction of a ``MemoryBus``, with their vectors.
struct PendingPut: Sendable {
    /// Stands for the caller who waits.
    let ticket: UInt64
    let records: [MemoryRecord]
    /// One vector for each record, none where likeness is not searched, or why there are none.
    let vectors: Result<[[Float]], MemoryError>
}
