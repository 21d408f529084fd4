public import AgentAdapters
public import AgentPrimitives
internal import Synchronization

/// What every `ModelAdapter` has to keep, as checks that an adapter's own tests run.
///
/// ```swift
/// let answer = try await ModelAdapterContract.check(adapter, with: request)
/// ```
public enum ModelAdapterContract: Sendable {
    /// A rule that an adapter broke.
    public struct Violation: Error, Hashable, Sendable, CustomStringConvertible {
        /// The rule, and how it was broken.
        public let description: String
    }

    /// Asks an adapter the same question three times: plainly, with a receiver that fails, and from a cancelled task.
    ///
    /// - Returns: the answer to the plain question.
    /// - Throws: ``Violation``, or what the plain question threw.
    @discardableResult
    public static func check(_ adapter: some ModelAdapter, with request: ModelRequest) async throws -> ModelAnswer {
        let batches = Mutex<[[ModelEvent]]>([])
        try await adapter.stream(request) { batch in batches.withLock { $0.append(batch) } }
        let delivered = batches.withLock { $0 }
        guard delivered.allSatisfy({ !$0.isEmpty }) else {
            throw Violation(description: "a batch holds at least one event; an empty one was delivered")
        }
        let events = delivered.flatMap { $0 }
        try check(events)
        try await checkFailingReceiver(adapter, with: request)
        try await checkCancelledTask(adapter, with: request)
        return ModelAnswer(folding: events)
    }

    /// Checks the events of one complete answer.
    public static func check(_ events: [ModelEvent]) throws(Violation) {
        var order = ModelEventOrder()
        for event in events { try order.take(event) }
        try order.end()
    }

    /// Checks the events of an answer that broke off: well-formed as far as they go, and without a stop.
    public static func checkBrokenOff(_ events: [ModelEvent]) throws(Violation) {
        var order = ModelEventOrder()
        for event in events { try order.take(event) }
        guard !order.isComplete else {
            throw Violation(description: "an answer that failed has no stop; this one claims to be complete")
        }
    }

    private struct ReceiverFailed: Error {}

    private static func checkFailingReceiver(_ adapter: some ModelAdapter, with request: ModelRequest) async throws {
        let deliveries = Mutex(0)
        do {
            try await adapter.stream(request) { _ in
                deliveries.withLock { $0 += 1 }
                throw ReceiverFailed()
            }
        } catch is ReceiverFailed {
            guard deliveries.withLock({ $0 }) == 1 else {
                throw Violation(description: "nothing is delivered to a receiver that has failed; more was")
            }
            return
        } catch {
            throw Violation(description: "the receiver's own error comes out of the call; found \(error)")
        }
        throw Violation(description: "the receiver's error comes out of the call; the call returned instead")
    }

    private static func checkCancelledTask(_ adapter: some ModelAdapter, with request: ModelRequest) async throws {
        let outcome = await withTaskGroup(of: Result<Void, any Error>.self) { group in
            group.cancelAll()
            group.addTask {
                do {
                    try await adapter.stream(request) { _ in }
                    return .success(())
                } catch {
                    return .failure(error)
                }
            }
            return await group.next()
        }
        guard case .failure(let error as ModelError) = outcome, error.code == .cancelled else {
            throw Violation(
                description: "a cancelled task gets the error 'cancelled'; found \(String(describing: outcome))")
        }
    }
}
