internal import AgentPrimitives

/// Carries a task graph from its first step to its end.
///
/// Pure: events go in, actions come out. Steps start in the order of the graph as soon as their dependencies are done and a
/// place is free. After a failure no further step starts; those that run may end.
struct PlanRun: Sendable {
    /// What the driver does next.
    enum Action: Hashable {
        /// Record that the step starts, then perform it with the outputs of its dependencies.
        case perform(PlanStep, inputs: [String: JSONValue])
        /// Record the end.
        case finish(succeeded: Bool)
    }

    /// The end of a plan.
    enum Ending: Hashable {
        case succeeded([String: JSONValue])
        /// The first step that failed, and why.
        case failed(step: String, message: String)
    }

    private let graph: TaskGraph
    private let concurrency: Int
    private var outputs: [String: JSONValue] = [:]
    private var running: Set<String> = []
    /// Steps that a crash left running; what becomes of them is decided when the plan is resumed.
    private var interrupted: Set<String> = []
    private var failure: (step: String, message: String)?
    private(set) var ending: Ending?

    init(graph: TaskGraph, concurrency: Int) {
        self.graph = graph
        self.concurrency = max(1, concurrency)
    }

    /// Applies an event and returns what to do.
    mutating func apply(_ event: PlanEvent) throws(KernelError) -> [Action] {
        guard ending == nil else { throw outOfPlace(event) }
        switch event {
        case .started:
            return advance()
        case .stepStarted(let id):
            guard graph.ready(after: Set(outputs.keys)).contains(where: { $0.id == id }) else {
                throw outOfPlace(event)
            }
            running.insert(id)
            return []
        case .stepFinished(let id, let output):
            guard running.remove(id) != nil else { throw outOfPlace(event) }
            outputs[id] = output
            return advance()
        case .stepFailed(let id, let message):
            guard running.remove(id) != nil else { throw outOfPlace(event) }
            failure = failure ?? (id, message)
            return advance()
        case .resumed:
            interrupted = running
            running = []
            return advance()
        case .finished(let succeeded):
            guard running.isEmpty, succeeded == (failure == nil) else { throw outOfPlace(event) }
            ending = failure.map { .failed(step: $0.step, message: $0.message) } ?? .succeeded(outputs)
            return []
        }
    }

    private mutating func advance() -> [Action] {
        let ready = graph.ready(after: Set(outputs.keys)).filter { !running.contains($0.id) }
        if let lost = ready.first(where: { interrupted.contains($0.id) && !Self.mayRepeat($0) }), failure == nil {
            failure = (
                lost.id,
                "It was running when the process ended, and it is declared \(lost.idempotency.rawValue): "
                    + "find out by hand whether it took effect."
            )
        }
        guard failure == nil else {
            return running.isEmpty ? [.finish(succeeded: false)] : []
        }
        if ready.isEmpty, running.isEmpty { return [.finish(succeeded: true)] }
        return ready.prefix(concurrency - running.count).map { step in
            let inputs = step.dependencies.map { ($0, outputs[$0] ?? .null) }
            return .perform(step, inputs: Dictionary(inputs, uniquingKeysWith: { first, _ in first }))
        }
    }

    /// Only the performer could reconcile a step, and it is not asked in this release: such steps wait for a person.
    private static func mayRepeat(_ step: PlanStep) -> Bool {
        step.idempotency == .pure || step.idempotency == .keyed
    }

    private func outOfPlace(_ event: PlanEvent) -> KernelError {
        KernelError(.invalidSession, "The plan does not lead to '\(event.kind)' at this place. The log is damaged.")
    }
}
