internal import Synchronization

/// Lets one task in at a time, in the order in which they came.
///
/// What an actor does not give: its methods interleave at every `await`. A waiting task is not turned away when it is
/// cancelled; whoever holds a turn must therefore end it in bounded time. The queue holds suspended callers, never work of
/// its own, so it is as long as their number.
package final class TurnGate: Sendable {
    private struct Line {
        var isTaken = false
        /// Those who wait, the first come first.
        var waiting: [CheckedContinuation<Void, Never>] = []

        /// Gives the turn on, or sets the gate free.
        mutating func leave() -> CheckedContinuation<Void, Never>? {
            if waiting.isEmpty {
                isTaken = false
                return nil
            }
            return waiting.removeFirst()
        }

        /// Takes the turn when it is free.
        mutating func enter() -> Bool {
            defer { isTaken = true }
            return !isTaken
        }
    }

    private let line = Mutex(Line())

    package init() {}

    /// Runs `body` when it is this task's turn.
    package func withTurn<Value, Failure: Error>(
        _ body: () async throws(Failure) -> Value
    ) async throws(Failure) -> Value {
        if !line.withLock({ $0.enter() }) {
            await withCheckedContinuation { continuation in
                let isFree = line.withLock { line in
                    if line.enter() { return true }
                    line.waiting.append(continuation)
                    return false
                }
                if isFree { continuation.resume() }
            }
        }
        defer { line.withLock { $0.leave() }?.resume() }
        return try await body()
    }
}
