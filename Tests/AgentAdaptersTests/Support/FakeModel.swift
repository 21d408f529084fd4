import AgentAdapters
import AgentPrimitives
import Synchronization

/// A model whose calls do one after the other what a list says.
final class FakeModel: ModelAdapter {
    enum Step: Sendable {
        case batch([ModelEvent])
        case fail(ModelError)
        /// Waits until the task is cancelled, then fires.
        case hang
    }

    let metadata = ModelAdapterMetadata(provider: "fake", kind: nil)
    let cancelled = Atomic<Int>(0)
    private let state: Mutex<(calls: [[Step]], requests: [ModelRequest])>

    init(_ calls: [[Step]]) {
        state = Mutex((calls, []))
    }

    var requests: [ModelRequest] { state.withLock { $0.requests } }

    func registration(_ name: String = "fake") -> ModelRegistration {
        ModelRegistration(name: name, upstreamModel: name, adapter: self)
    }

    func losses(in request: ModelRequest) -> [TranslationLoss] { [] }

    func stream(_ request: ModelRequest, deliver: @escaping ModelEventSink) async throws {
        let steps = state.withLock { state in
            state.requests.append(request)
            return state.calls.isEmpty
                ? [.fail(ModelError(.invalidRequest, "no call was planned"))] : state.calls.removeFirst()
        }
        for step in steps {
            switch step {
            case .batch(let events): try await deliver(events)
            case .fail(let error): throw error
            case .hang:
                let (stream, end) = AsyncStream.makeStream(of: Never.self)
                await withTaskCancellationHandler {
                    for await _ in stream {}
                } onCancel: {
                    end.finish()
                }
                cancelled.wrappingAdd(1, ordering: .relaxed)
                throw ModelError(.cancelled, "cancelled")
            }
        }
    }

    /// The events of an answer that says a text.
    static func saying(_ text: String) -> Step {
        .batch(
            [
                .started(id: "1", model: "m"), .blockStarted(index: 0, kind: .text), .blockDelta(index: 0, text: text),
                .blockStopped(index: 0), .usage(Usage()), .stop(.endOfTurn),
            ])
    }
}

/// Keeps what an adapter delivers.
final class EventKeeper: Sendable {
    private let kept = Mutex<[ModelEvent]>([])

    var events: [ModelEvent] { kept.withLock { $0 } }
    var text: String { ModelAnswer(folding: events).message.text }
    var sink: ModelEventSink { { [self] events in kept.withLock { $0 += events } } }
}
