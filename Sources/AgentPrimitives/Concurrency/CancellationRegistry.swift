internal import Synchronization

/// Cancels running work by name, such as the number of the message that asked for it, without keeping its task.
package final class CancellationRegistry<Key: Hashable & Sendable>: Sendable {
    private enum Entry {
        /// Running; nobody waits for the signal yet.
        case armed
        case waiting(CheckedContinuation<Void, Never>)
        case fired
    }

    private let entries = Mutex<[Key: Entry]>([:])

    package init() {}

    /// Runs work that ``cancel(_:)`` with the same name cancels.
    ///
    /// - Throws: what the work throws.
    package func run<Result: Sendable>(
        _ key: Key, _ work: @escaping @Sendable () async throws -> Result
    ) async throws -> Result {
        entries.withLock { $0[key] = .armed }
        defer { entries.withLock { $0[key] = nil } }
        return try await withThrowingTaskGroup(of: Result?.self) { group in
            group.addTask { try await work() }
            group.addTask {
                await self.signal(key)
                return nil
            }
            // The signal gives nil and the work a result; whichever is first, the other is then cancelled.
            while let outcome = try await group.next() {
                group.cancelAll()
                if let outcome { return outcome }
            }
            throw CancellationError()
        }
    }

    /// Cancels the work of that name, if it runs.
    package func cancel(_ key: Key) {
        let waiter = entries.withLock { entries -> CheckedContinuation<Void, Never>? in
            guard let entry = entries[key] else { return nil }
            entries[key] = .fired
            if case .waiting(let continuation) = entry { return continuation }
            return nil
        }
        waiter?.resume()
    }

    /// Returns when the work is to be cancelled, or when it has ended.
    private func signal(_ key: Key) async {
        await withTaskCancellationHandler {
            await withCheckedContinuation { continuation in
                let isOver = entries.withLock { entries in
                    guard case .armed? = entries[key], !Task.isCancelled else { return true }
                    entries[key] = .waiting(continuation)
                    return false
                }
                if isOver { continuation.resume() }
            }
        } onCancel: {
            cancel(key)
        }
    }
}
