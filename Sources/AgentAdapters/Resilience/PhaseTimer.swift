internal import AgentPrimitives
internal import Synchronization

/// Ends a call that keeps its caller waiting: for the first part of the answer, or between two parts.
struct PhaseTimer: Sendable {
    let first: Duration?
    let idle: Duration?
    let pause: @Sendable (Duration) async throws -> Void

    /// Runs a call that reports its progress.
    ///
    /// - Throws: `timedOut` when it reported nothing for too long; the call is cancelled then.
    func run(_ call: @escaping @Sendable (@escaping @Sendable () -> Void) async throws -> Void) async throws {
        guard first != nil || idle != nil else { return try await call {} }
        let steps = Atomic<Int>.Shared(0)
        try await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask { try await call { steps.value.wrappingAdd(1, ordering: .relaxed) } }
            group.addTask { try await watch(steps) }
            defer { group.cancelAll() }
            // The watch ends with an error only, so the first to end decides.
            try await group.next()
        }
    }

    private func watch(_ steps: Atomic<Int>.Shared) async throws {
        var seen = 0
        while true {
            guard let limit = seen == 0 ? first : idle else {
                // Nothing limits this phase; look again once the other may have begun.
                try await pause(.seconds(3600))
                seen = steps.value.load(ordering: .relaxed)
                continue
            }
            try await pause(limit)
            let now = steps.value.load(ordering: .relaxed)
            guard now != seen else {
                let what = seen == 0 ? "the first part of the answer" : "more of the answer"
                throw ModelError(
                    .timedOut, "expected \(what) within \(limit), nothing came; raise the limit or ask another model")
            }
            seen = now
        }
    }
}

extension Atomic where Value == Int {
    /// A counter that several tasks hold.
    final class Shared: Sendable {
        let value: Atomic<Int>

        init(_ value: Int) {
            self.value = Atomic(value)
        }
    }
}
