/// The records that are kept from now on, as they come; for one reader at a time.
///
/// It ends when the memory is shut down, when the reading task is cancelled, and with the scope that it was made for.
public struct MemorySubscription: AsyncSequence, Sendable {
    /// Reads a subscription.
    public struct AsyncIterator: AsyncIteratorProtocol, Sendable {
        fileprivate let hub: SubscriptionHub
        fileprivate let name: UInt64

        /// Waits for the next update; `nil` at the end.
        public func next() async -> MemoryUpdate? {
            await hub.next(name)
        }
    }

    private let hub: SubscriptionHub
    private let name: UInt64

    init(_ hub: SubscriptionHub, name: UInt64) {
        self.hub = hub
        self.name = name
    }

    /// Reads on where the last reader has stopped.
    public func makeAsyncIterator() -> AsyncIterator {
        AsyncIterator(hub: hub, name: name)
    }
}
