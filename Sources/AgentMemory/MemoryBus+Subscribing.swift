extension MemoryBus {
    /// Lets `body` follow what is kept from now on.
    ///
    /// ```swift
    /// try await memory.withSubscription(to: MemoryFilter(channel: .tool)) { updates in
    ///     for await update in updates { … }
    /// }
    /// ```
    ///
    /// - Parameters:
    ///   - filter: Which records are told of.
    ///   - capacity: How many records wait for a reader that is behind; what comes on top is told as
    ///     ``MemoryUpdate/lagged(missed:after:)``. `nil` for ``MemoryLimits/subscriptionRecords``.
    ///   - body: Reads the updates; the subscription ends when it returns.
    /// - Throws: ``MemoryError``: `full` when there are ``MemoryLimits/subscribers`` already, `closed` after shutdown; and whatever
    ///   `body` throws.
    public nonisolated func withSubscription<Value>(
        to filter: MemoryFilter = .everything, capacity: Int? = nil,
        _ body: (MemorySubscription) async throws -> Value
    ) async throws -> Value {
        let name = try subscriptions.subscribe(filter, capacity: capacity ?? limits.subscriptionRecords)
        defer { subscriptions.unsubscribe(name) }
        return try await body(MemorySubscription(subscriptions, name: name))
    }
}
