public import AgentPrimitives
public import AgentTelemetry

/// Runs task graphs and keeps each step's outcome in the event log, so that a crash repeats nothing that is done.
///
/// A plan has a session log of its own. Running the same graph on the same log again continues where it stopped.
public struct Planner: Sendable {
    /// Performs one step: the step, and the outputs of the steps it depends on by name.
    public typealias Performer = @Sendable (PlanStep, [String: JSONValue]) async throws -> JSONValue

    private let recorder: SessionRecorder
    private let log: any EventLog
    private let concurrency: Int

    /// A planner that records into a session of its own.
    ///
    /// - Parameters:
    ///   - recorder: writes the session's log.
    ///   - log: where the recorder's session is read back from.
    ///   - concurrency: the number of steps that run at once.
    public init(recorder: SessionRecorder, log: any EventLog, concurrency: Int = 4) {
        self.recorder = recorder
        self.log = log
        self.concurrency = concurrency
    }

    /// Runs the steps in order of their dependencies, in parallel where they allow it, and returns every step's output.
    ///
    /// Cancelling the calling task cancels the running steps; the log stays resumable.
    ///
    /// - Throws: ``KernelError`` with code `invalidGraph` when the log belongs to another graph, `hookFailed` when a step
    ///   failed; `EventLogError` when the log fails; `CancellationError`.
    public func run(_ graph: TaskGraph, perform: @escaping Performer) async throws -> [String: JSONValue] {
        var plan = PlanRun(graph: graph, concurrency: concurrency)
        var actions = try await reopen(graph, into: &plan)
        try await withThrowingTaskGroup(of: PlanEvent.self) { group in
            while plan.ending == nil {
                for action in actions {
                    switch action {
                    case .perform(let step, let inputs):
                        _ = try await record(.stepStarted(id: step.id), in: &plan)
                        group.addTask { try await Self.perform(step, inputs, by: perform) }
                    case .finish(let succeeded):
                        _ = try await record(.finished(succeeded: succeeded), in: &plan)
                    }
                }
                guard plan.ending == nil, let event = try await group.next() else { break }
                actions = try await record(event, in: &plan)
            }
        }
        switch plan.ending {
        case .succeeded(let outputs):
            return outputs
        case .failed(let step, let message):
            throw KernelError(.hookFailed, "Step '\(step)' failed: \(message)")
        case nil:
            throw KernelError(.invalidSession, "The plan stopped without an end. The log is damaged.")
        }
    }

    private static func perform(
        _ step: PlanStep, _ inputs: [String: JSONValue], by performer: Performer
    ) async throws -> PlanEvent {
        do {
            return .stepFinished(id: step.id, output: try await performer(step, inputs))
        } catch let error as CancellationError {
            // A cancelled step has no outcome; it is settled by its idempotency when the plan is resumed.
            throw error
        } catch {
            return .stepFailed(id: step.id, message: String(describing: error))
        }
    }

    /// Folds what is recorded already, and records that the plan starts or goes on.
    private func reopen(_ graph: TaskGraph, into plan: inout PlanRun) async throws -> [PlanRun.Action] {
        var hasStarted = false
        var next: UInt64 = 1
        while case let page = try await log.read(recorder.session, from: next, limit: 1000), !page.isEmpty {
            for event in page {
                guard
                    let planEvent = try PlanEvent(
                        kind: event.kind, payload: JSONReader(try JSONValue(parsing: event.payload)))
                else { continue }
                if case .started(let steps) = planEvent {
                    hasStarted = true
                    guard steps == graph.steps else {
                        throw KernelError(
                            .invalidGraph,
                            "Session \(recorder.session) holds a plan of other steps. Use a new session for this graph."
                        )
                    }
                }
                _ = try plan.apply(planEvent)
            }
            next += UInt64(page.count)
        }
        guard plan.ending == nil else { return [] }
        return try await record(hasStarted ? .resumed : .started(graph.steps), in: &plan)
    }

    private func record(_ event: PlanEvent, in plan: inout PlanRun) async throws -> [PlanRun.Action] {
        _ = try await recorder.append(event.kind, event.payload)
        return try plan.apply(event)
    }
}
