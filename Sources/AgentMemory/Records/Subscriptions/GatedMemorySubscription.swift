/// A subscription that tells only of records that may leave the memory.
///
/// It ends as ``MemorySubscription`` does, and with an error when the policy cannot be asked.
public struct GatedMemorySubscription: AsyncSequence, Sendable {
    /// Reads a subscription.
    public struct AsyncIterator: AsyncIteratorProtocol, Sendable {
        fileprivate let updates: MemorySubscription.AsyncIterator
        fileprivate let gate: MemoryGate

        /// Waits for the next update that may leave; `nil` at the end.
        public func next() async throws(MemoryError) -> MemoryUpdate? {
            while let update = await updates.next() {
                guard case .remembered(let entry) = update else { return update }
                if try await gate.releases(entry.record) { return update }
            }
            return nil
        }
    }

    private let updates: MemorySubscription
    private let gate: MemoryGate

    init(_ updates: MemorySubscription, gate: MemoryGate) {
        self.updates = updates
        self.gate = gate
    }

    /// Reads on where the last reader has stopped.
    public func makeAsyncIterator() -> AsyncIterator {
        AsyncIterator(updates: updates.makeAsyncIterator(), gate: gate)
    }
}
